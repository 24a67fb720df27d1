using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>What ONNX Runtime wants besides: results quantized, pools, the network's output, levels from zero where nothing is negative.</summary>
internal sealed partial class Planner
{
    private static readonly string[] _waysOut = [".MoveToOuterDisposeScope()", ".DetachFromDisposeScope()", ".DetatchFromDisposeScope()"];

    private bool IsForOnnxRuntime => IsOnnxRuntime(_module.Options);

    private static bool IsOnnxRuntime(OptionsModel options) => options.Target == "OnnxRuntime";

    private bool IsUnsigned(int value) => IsForOnnxRuntime && NonNegativity.IsProvedOf(value);

    /// <summary>Whether no call of a layer hands it a negative value.</summary>
    private bool AreUnsigned(IReadOnlyList<LayerCallNode> calls) =>
        calls.All(call => call.Inputs.Count > 0 && NonNegativity.IsProvedOf(call.Inputs[0].Node));

    /// <summary>The operations whose results are quantized, each with the value that is.</summary>
    private Dictionary<int, int> PlaceResults()
    {
        var results = new Dictionary<int, int>();
        if (!IsForOnnxRuntime)
            return results;

        var placement = new ResultPlacement(_module, _uses, field => _module.Field(field) is { } layer && ConversionOf(layer, isCalled: true) == Conversion.Quantize);
        for (var i = 0; i < _uses.Nodes.Count; i++)
        {
            if (IsComputedInBits(_uses.Nodes[i]) && placement.SiteOf(i) is { } site)
                results[i] = site;
        }

        return results;
    }

    private bool IsComputedInBits(FlowNode node) => node switch
    {
        JoinNode join => _joins.ActivationsOf(join).Count > 0,
        LayerCallNode { IsElement: false, IsIndirect: false } call =>
            _module.Field(call.Field) is { Layer.Kind: LayerKind.AveragePool } pool && ConversionOf(pool, isCalled: true) == Conversion.Quantize,
        OperationNode operation => IsAveragePool(operation) && _joins.IsBehindQuantizedLayer(operation.Inputs[0].Node),
        _ => false,
    };

    private static bool IsAveragePool(OperationNode operation) =>
        operation is { Form: OperationForm.Functional, Name: var name }
        && (name.StartsWith("avg_pool", StringComparison.Ordinal) || name.StartsWith("adaptive_avg_pool", StringComparison.Ordinal));

    /// <summary>Inputs of average pools that are functions; the layers quantize theirs themselves.</summary>
    private void PlacePoolQuantizers()
    {
        if (!IsForOnnxRuntime || !_module.Options.QuantizePools)
            return;

        foreach (var node in _uses.Nodes)
        {
            if (node is not OperationNode operation || !IsAveragePool(operation) || !IsComputedInBits(operation) || _results.ContainsValue(operation.Inputs[0].Node))
                continue;

            var (name, input) = (FreeName("pool_quantizer"), operation.Inputs[0]);
            _quantizers.Add(new OperandQuantizer(
                name, Lasting(operation.Guards), IsUnsigned(input.Node), OperandRole.Input, TextAt(input.Expression), TextAt(operation.Range)));
            _rewrites.Add(new QuantizeOperand(input.Expression, name));
        }
    }

    /// <summary>One quantizer for each returned tensor, whichever return gives it.</summary>
    private void PlaceOutputQuantizers()
    {
        if (!IsForOnnxRuntime)
            return;

        var returns = _uses.Nodes.OfType<ResultNode>().Where(result => result.Tensors.Count > 0).ToArray();
        for (var position = 0; position < returns.Select(static result => result.Tensors.Count).DefaultIfEmpty().Max(); position++)
        {
            var tensors = returns
                .Where(result => result.Tensors.Count > position)
                .Select(result => result.Tensors[position])
                .Where(tensor => !_results.ContainsValue(tensor.Node) && _joins.IsBehindQuantizedLayer(tensor.Node))
                .ToArray();
            if (tensors.Length == 0)
                continue;

            var name = FreeName("output_quantizer");
            _quantizers.Add(new OutputQuantizer(name, tensors.All(tensor => IsUnsigned(tensor.Node)), position));
            foreach (var tensor in tensors)
                _rewrites.Add(new QuantizeOutput(InsideItsScope(tensor.Expression), name));
        }
    }

    /// <summary>What is handed out of a dispose scope: quantized behind that, the result would stay in the scope and go with it.</summary>
    private TextRange InsideItsScope(TextRange expression)
    {
        var text = TextAt(expression);
        foreach (var way in _waysOut)
        {
            var length = text.Length - way.Length;
            if (length > 0 && text.EndsWith(way, StringComparison.Ordinal) && text[length - 1] != '?')
                return InsideItsScope(new TextRange(expression.Start, text.Substring(0, length).TrimEnd().Length));
        }

        return expression;
    }
}
