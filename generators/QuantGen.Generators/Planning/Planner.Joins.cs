using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizers where tensors meet.</summary>
internal sealed partial class Planner
{
    private void PlaceJoinQuantizers()
    {
        for (var i = 0; i < _uses.Nodes.Count; i++)
        {
            if (_uses.Nodes[i] is JoinNode join)
                PlaceJoinQuantizers(join);
            if (_results.TryGetValue(i, out var site))
                QuantizeResult(i, site);
        }
    }

    private void PlaceJoinQuantizers(JoinNode join)
    {
        if (join.Kind == JoinKind.Concatenation && !(IsForOnnxRuntime && join.IsListed))
        {
            if (_joins.QuantizesList(join))
                QuantizeList(join);
            return;
        }

        var operands = OperandsOf(join);
        foreach (var operand in operands)
            QuantizeOperand(join, operand, isRightQuantized: operands.Contains(1));
    }

    private IReadOnlyList<int> OperandsOf(JoinNode join)
    {
        if (!IsForOnnxRuntime)
            return _joins.OperandsOf(join);

        // What is quantized where it is made need not be again, unless the result has to be put back into it.
        return [.. _joins.ActivationsOf(join).Where(operand => MustPutBack(join, operand) || !_results.ContainsValue(join.Inputs[operand].Node))];
    }

    private void QuantizeOperand(JoinNode join, int operand, bool isRightQuantized)
    {
        var input = join.Inputs[operand];
        var role = (join.Kind, operand) switch
        {
            (JoinKind.Sum, _) when operand == _joins.SkipOperandOf(join) => OperandRole.Skip,
            (JoinKind.Concatenation, _) => OperandRole.Element,
            (JoinKind.Attention, 0) => OperandRole.Query,
            (JoinKind.Attention, 1) => OperandRole.Key,
            (JoinKind.Attention, _) => OperandRole.Value,
            (_, 0) => OperandRole.Left,
            _ => OperandRole.Right,
        };
        var stem = role switch
        {
            OperandRole.Skip => "residual",
            OperandRole.Query => "query",
            OperandRole.Key => "key",
            OperandRole.Value => "value",
            _ => StemOf(join.Kind),
        };
        var name = FreeName(stem + "_quantizer");
        var fusion = _fusion?.Computes(join) == true ? _fusion : null;
        _quantizers.Add(new OperandQuantizer(name, Lasting(join.Guards), IsUnsigned(input.Node), role, TextAt(input.Expression), TextAt(join.Range))
        {
            Adds = fusion is not null,
            Activation = fusion?.ActivationOf(join),
        });
        if (fusion is not null)
        {
            _rewrites.Add(new QuantizeSum(
                join.Range, join.Inputs[0].Expression, join.Inputs[1].Expression, operand == 0, join.Form == JoinForm.Assignment, fusion.ActivationOf(join), name));
            return;
        }

        _rewrites.Add(MustPutBack(join, operand)
            ? new QuantizeTarget(join.Range, input.Expression, join.Inputs[1].Expression, OperatorOf(join), name, isRightQuantized)
            : new QuantizeOperand(input.Expression, name));
    }

    private void QuantizeList(JoinNode join)
    {
        var name = FreeName("cat_quantizer");
        _quantizers.Add(new ListQuantizer(name, Lasting(join.Guards), join.Inputs.All(input => IsUnsigned(input.Node)), TextAt(join.Range)));
        _rewrites.Add(new QuantizeEach(join.List!.Value, name));
    }

    private void QuantizeResult(int result, int site)
    {
        var (stem, guards) = _uses.Nodes[result] switch
        {
            JoinNode join => (StemOf(join.Kind), join.Guards),
            LayerCallNode call => (call.Field.TrimStart('@'), call.Guards),
            OperationNode operation => ("pool", operation.Guards),
            _ => ("", default),
        };
        var name = FreeName(stem + "_result_quantizer");
        var range = _uses.Nodes[site].Range;
        _quantizers.Add(new ResultQuantizer(name, Lasting(guards), IsUnsigned(site), TextAt(range)));
        _rewrites.Add(new QuantizeOperand(range, name));
    }

    private static bool MustPutBack(JoinNode join, int operand) =>
        operand == 0 && (join.Form == JoinForm.Assignment || join.Left == LeftOperand.Reassignable);

    private static string StemOf(JoinKind kind) => kind switch
    {
        JoinKind.Sum => "add",
        JoinKind.Difference => "sub",
        JoinKind.Product => "mul",
        JoinKind.MatrixProduct => "matmul",
        JoinKind.Concatenation => "cat",
        _ => "attention",
    };

    private static string? OperatorOf(JoinNode join) => (join.Form, join.Kind) switch
    {
        (not JoinForm.Assignment, _) => null,
        (_, JoinKind.Product) => "*",
        _ => "+",
    };
}
