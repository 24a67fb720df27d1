using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>The twin for fixed-point hardware: layers quantize their weights, and what they make is clipped to powers of two behind them.</summary>
internal sealed partial class Planner
{
    private bool IsForPowerOfTwo => _module.Options.Target == OptionsModel.PowerOfTwo;

    private QuantizationPlan PlanForPowerOfTwo()
    {
        var fields = _module.Fields.Select(PlanField).Select(plan => plan with { Reader = ReaderOf(plan), Input = ClippedInput(plan) }).ToEquatableArray();
        RemoveCalls();
        var placed = PlaceClips(fields);
        var inputs = PlaceInputs();
        return new QuantizationPlan(_module, fields, _quantizers.ToEquatableArray(), _rewrites.ToEquatableArray())
        {
            Ranges = new RangeLinks(_module, _uses, _foldedInto.Values, fields, placed, inputs).Find(),
        };
    }

    private ResultReader ReaderOf(FieldPlan plan) =>
        plan.Conversion is Conversion.Convert or Conversion.Twin && !plan.IsTakenApart ? Clips.ReaderOf(plan.Field.Name) : ResultReader.Any;

    /// <summary>What goes into the clip that takes an activation's place, as code; a BatchNorm that is merged into it left away.</summary>
    private string? ClippedInput(FieldPlan plan)
    {
        if (plan.Conversion != Conversion.Clip || _uses.CallsOf(plan.Field.Name) is not [var (_, first), ..] || first.Inputs.Count == 0)
            return plan.Input;

        var input = first.Inputs[0];
        return _uses.Nodes[input.Node] is LayerCallNode call && _foldedInto.Values.Contains(call.Field, StringComparer.Ordinal) && call.Inputs.Count == 1
            ? TextAt(call.Inputs[0].Expression)
            : TextAt(input.Expression);
    }

    /// <summary>The quantizers behind operations.</summary>
    /// <returns>For each operation with one the quantizer's field.</returns>
    private Dictionary<int, string> PlaceClips(EquatableArray<FieldPlan> fields)
    {
        var placed = new Dictionary<int, string>();
        foreach (var plan in fields)
        {
            if (plan.Conversion == Conversion.Clip)
                PlaceActivation(plan, placed);
        }

        // Calls of a variable that may hold several layers share one stretch of text, and one quantizer.
        var places = Enumerable.Range(0, _uses.Nodes.Count).Where(node => !placed.ContainsKey(node) && Clips.IsQuantized(node)).GroupBy(node => _uses.Nodes[node].Range);
        foreach (var place in places)
            PlaceResult([.. place], placed);
        return placed;
    }

    /// <summary>An activation's first call stays; the others, which have ranges of their own, get quantizers of their own.</summary>
    private void PlaceActivation(FieldPlan plan, Dictionary<int, string> placed)
    {
        var calls = _uses.CallsOf(plan.Field.Name);
        foreach (var (number, site) in CallSites.Of(calls))
        {
            var isOwn = number == 1 || site.Any(call => call.IsIndirect || IsPart(call));
            var name = isOwn ? plan.Field.Name : FreeName(plan.Field.Name, first: number);
            foreach (var (index, call) in calls)
            {
                if (!site.Contains(call))
                    continue;

                placed[index] = name;
                if (!isOwn)
                    _rewrites.Add(new CallInstead(TextRange.Between(call.Range.Start, call.Arguments.Start), name));
            }

            if (!isOwn)
            {
                var guards = site.Count == 1 ? Lasting(site[0].Guards) : default;
                _quantizers.Add(new Pact2CallSite(name, guards, plan.Field.Name, number) { IsNullable = plan.Field.IsNullable });
            }
        }
    }

    private void PlaceResult(IReadOnlyList<int> nodes, Dictionary<int, string> placed)
    {
        var node = _uses.Nodes[nodes[0]];
        if (WholeOf(node) is not { } whole)
            return;

        var (stem, guards) = node switch
        {
            LayerCallNode call => (call.Field.TrimStart('@'), call.Guards),
            JoinNode join => (StemOf(join.Kind), join.Guards),
            OperationNode operation => (operation.Name.TrimEnd('_'), operation.Guards),
            _ => ("", default),
        };
        var quantizer = new Pact2Result(FreeName(stem + "_quantizer"), Lasting(guards), TextAt(IsPart(node) ? whole : node.Range), (node as LayerCallNode)?.Field)
        {
            IsReturned = nodes.All(Clips.IsReturned),
            Reader = nodes.Count == 1 ? Clips.UndeclaredReaderOf(nodes[0]) : null,
        };
        foreach (var index in nodes)
            placed[index] = quantizer.Name;
        _quantizers.Add(quantizer);
        _rewrites.Add(Clip(node, whole, quantizer));
    }

    private static Rewrite Clip(FlowNode node, TextRange whole, Pact2Result quantizer) => node switch
    {
        JoinNode { Form: JoinForm.Assignment } join =>
            new ClipAssignedJoin(whole, join.Inputs[0].Expression, join.Inputs[1].Expression, SignOf(join.Kind), quantizer.Name, quantizer.IsOptional),
        JoinNode { Target: { } target } => new ClipIntoTarget(whole, target, quantizer.Name, quantizer.IsOptional),
        OperationNode { Target: { } target } => new ClipIntoTarget(whole, target, quantizer.Name, quantizer.IsOptional),
        _ when quantizer.IsOptional || whole.Start < node.Range.Start - 1 => new QuantizeOutput(whole, quantizer.Name),
        _ => new QuantizeOperand(whole, quantizer.Name),
    };

    private static string SignOf(JoinKind kind) => kind switch
    {
        JoinKind.Sum => "+",
        JoinKind.Difference => "-",
        _ => "*",
    };

    /// <summary>The expression around which a quantizer is put: behind <c>layer?.</c> with the layer; null for other parts of expressions.</summary>
    private TextRange? WholeOf(FlowNode node)
    {
        if (node is JoinNode { Target.Length: 0 } or OperationNode { Target.Length: 0 })
            return null;
        if (node is JoinNode { Form: JoinForm.Assignment } join && !IsVariable(TextAt(join.Inputs[0].Expression)))
            return null;
        if (!IsPart(node))
            return Parenthesized(node);
        if (node is not LayerCallNode { IsIndirect: false } call)
            return null;

        foreach (var receiver in (string[])["this." + call.Field + "?", call.Field + "?"])
        {
            var start = call.Range.Start - receiver.Length;
            if (start > 0 && string.CompareOrdinal(_module.Forward.Text, start, receiver, 0, receiver.Length) == 0)
                return TextRange.Between(start, call.Range.End);
        }

        return null;
    }

    /// <summary>An operation with the parentheses around it, which can then be those of a call.</summary>
    private TextRange Parenthesized(FlowNode node)
    {
        foreach (var use in _uses.UsesOf(_uses.IndexOf(node)))
        {
            foreach (var (_, expression) in _uses.Nodes[use].Inputs)
            {
                if (expression.Start == node.Range.Start - 1 && expression.End == node.Range.End + 1 && TextAt(expression)[0] == '(')
                    return expression;
            }
        }

        return node.Range;
    }

    /// <summary>Whether an expression may stand twice.</summary>
    private static bool IsVariable(string text) => text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@');

    private bool IsPart(FlowNode node) => _module.Forward.Text[node.Range.Start] == '.';

    /// <summary>The quantizers of the model's inputs.</summary>
    /// <returns>For each parameter with one the quantizer's field.</returns>
    private Dictionary<int, string> PlaceInputs()
    {
        var inputs = new List<(int Node, Pact2Input Quantizer)>();
        for (var i = 0; i < _uses.Nodes.Count; i++)
        {
            if (_uses.Nodes[i] is not ParameterNode parameter || !IsNumeric(i))
                continue;

            var quantizer = new Pact2Input(FreeName("input_quantizer"), TextAt(parameter.Range).Contains("@" + parameter.Name) ? "@" + parameter.Name : parameter.Name);
            _quantizers.Insert(inputs.Count, quantizer);
            inputs.Add((i, quantizer));
        }

        var entry = _module.Forward.Entry;
        if (inputs.Count > 0 && entry.IsExpression && inputs.TrueForAll(input => _uses.UsesOf(input.Node).Length == 1 && UseOf(input) is not null))
            _rewrites.AddRange(inputs.Select(input => new QuantizeOutput(UseOf(input)!.Value, input.Quantizer.Name)));
        else if (inputs.Count > 0)
            _rewrites.Add(new ClipInputs(entry.Opening, entry.Closing, inputs.Select(static input => input.Quantizer).ToEquatableArray()));
        return inputs.ToDictionary(static input => input.Node, static input => input.Quantizer.Name);

        TextRange? UseOf((int Node, Pact2Input Quantizer) input)
        {
            var use = _uses.Nodes[_uses.UsesOf(input.Node)[0]].Inputs.First(other => other.Node == input.Node).Expression;
            return TextAt(use) == input.Quantizer.Parameter ? use : null;
        }
    }

    /// <summary>Whether an input is more than looked at and looked up: ids of tokens and masks are no numbers to quantize.</summary>
    private bool IsNumeric(int parameter)
    {
        foreach (var use in _uses.UsesOf(parameter))
        {
            if (_uses.Nodes[use] is var node and not ReadNode && !(node is LayerCallNode call && IsTable(call)))
                return true;
        }

        return false;
    }

    private bool IsTable(LayerCallNode call) => _module.Field(call.Field)?.Layer is { Kind: LayerKind.Float, TypeName: "Embedding" or "EmbeddingBag" };
}
