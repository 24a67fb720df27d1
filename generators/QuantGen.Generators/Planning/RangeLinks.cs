using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// Follows ranges through forward: from the quantizer that clips a value, over everything that leaves the range as it is, to the module
/// that reads it. A value that may come from several quantizers has no range.
/// </summary>
/// <param name="module">The class.</param>
/// <param name="uses">The flow of its forward.</param>
/// <param name="merged">The BatchNorms that are merged into convolutions.</param>
/// <param name="fields">What becomes of its fields.</param>
/// <param name="placed">The quantizers behind operations.</param>
/// <param name="inputs">The quantizers of parameters.</param>
internal sealed class RangeLinks(
    ModuleModel module,
    FlowUses uses,
    IEnumerable<string> merged,
    EquatableArray<FieldPlan> fields,
    IReadOnlyDictionary<int, string> placed,
    IReadOnlyDictionary<int, string> inputs)
{
    private readonly bool _hasOneInput = uses.Nodes.Count(static node => node is ParameterNode) == 1;

    // Null where there is none; nothing known yet where a value comes from a loop's round before.
    private readonly RangeSource?[] _sources = new RangeSource?[uses.Nodes.Count];
    private readonly bool[] _isKnown = new bool[uses.Nodes.Count];

    /// <summary>Finds all links.</summary>
    public RangePlan Find()
    {
        while (Pass())
        {
            // A loop's round before changes what is known of its head.
        }

        var links = new List<RangeLink>();
        foreach (var plan in fields)
        {
            if (plan.Conversion is not (Conversion.Quantize or Conversion.Convert or Conversion.Twin) || plan.Field.Layer is { Kind: LayerKind.List } || plan.IsTakenApart)
                continue;

            var sources = uses.CallsOf(plan.Field.Name).Select(call => call.Call.Inputs.Count == 1 ? _sources[call.Call.Inputs[0].Node] : null);
            if (sources.Distinct().ToArray() is [{ } source])
                links.Add(new RangeLink(source, plan.Field.Name));
        }

        return new RangePlan(links.ToEquatableArray(), _hasOneInput ? inputs.Values.FirstOrDefault() : null, Output() is var output and not RangeSource.ModelInput ? output : null);
    }

    private RangeSource? Output()
    {
        var results = uses.Nodes.OfType<ResultNode>().ToArray();
        return results.All(static result => result.Inputs.Count == 1) ? Common([.. results.Select(static result => result.Inputs[0].Node)], AreExclusive) : null;

        GuardModel? AreExclusive(int left, int right)
        {
            foreach (var guard in GuardsOf(left))
            {
                if (IsLasting(guard) && GuardsOf(right).Contains(guard with { IsNegated = !guard.IsNegated }))
                    return guard;
            }

            return null;
        }
    }

    /// <summary>Goes over all values once; whether that told anything new.</summary>
    private bool Pass()
    {
        var hasChanged = false;
        for (var i = 0; i < _sources.Length; i++)
        {
            if (_isKnown[i] && _sources[i] is null)
                continue;

            var source = SourceOf(i);
            if (_isKnown[i] && Equals(source, _sources[i]))
                continue;

            // What differs from what it was before is one of several.
            _sources[i] = _isKnown[i] ? null : source;
            _isKnown[i] = hasChanged = true;
        }

        return hasChanged;
    }

    /// <summary>Whose range a value has, as far as those before it are known; null for none, or several.</summary>
    private RangeSource? SourceOf(int value)
    {
        if (placed.TryGetValue(value, out var quantizer))
            return new RangeSource.Part(quantizer);

        return uses.Nodes[value] switch
        {
            ParameterNode when _hasOneInput => new RangeSource.ModelInput(),
            ParameterNode => inputs.TryGetValue(value, out var input) ? new RangeSource.Part(input) : null,
            MergeNode merge => Common([.. merge.Inputs.Select(static source => source.Node).Where(node => _isKnown[node])], (left, right) => Decides(merge, left, right)),
            OperationNode { Inputs: [var only], Name: var name } when KeepsRange(name) => _sources[only.Node],
            LayerCallNode { IsElement: false } call => SourceOf(call),
            _ => null,
        };
    }

    private RangeSource? SourceOf(LayerCallNode call)
    {
        var plan = fields.First(plan => plan.Field.Name == call.Field);
        if (plan is { Conversion: Conversion.Convert or Conversion.Twin, IsTakenApart: false })
            return new RangeSource.Part(call.Field);

        var handsOn = merged.Contains(call.Field, StringComparer.Ordinal) || (plan.Field.Layer is { } layer && KeepsRange(layer));
        return handsOn && call.Inputs.Count == 1 ? _sources[call.Inputs[0].Node] : null;
    }

    /// <summary>What several values have in common, or which of two a condition chooses.</summary>
    private RangeSource? Common(int[] values, Func<int, int, GuardModel?> choose)
    {
        if (values.Select(value => _sources[value]).Distinct().ToArray() is [var only])
            return only;
        if (values is not [var first, var second] || _sources[first] is not RangeSource.Part left || _sources[second] is not RangeSource.Part right)
            return null;
        if (choose(first, second) is { } guard)
            return new RangeSource.Choice(guard, left, right);
        return choose(second, first) is { } other ? new RangeSource.Choice(other, right, left) : null;
    }

    /// <summary>The condition of an <c>if</c> that lets the left of two values through; the right one is what there was before, or what the other branch made.</summary>
    private GuardModel? Decides(MergeNode merge, int left, int right)
    {
        foreach (var guard in GuardsOf(left))
        {
            if (IsHeadOf(guard, merge)
                && IsLasting(guard)
                && !GuardsOf(right).Contains(guard))
                return guard;
        }

        return null;
    }

    private bool IsHeadOf(GuardModel guard, MergeNode merge) =>
        guard.Condition.Start == merge.Range.Start
        || (string.CompareOrdinal(module.Forward.Text, merge.Range.Start, "if", 0, 2) == 0
            && module.Forward.Text.Substring(merge.Range.Start + 2, Math.Max(guard.Condition.Start - merge.Range.Start - 2, 0)).Trim() == "(");

    private bool IsLasting(GuardModel guard) => guard.Fields.All(field => module.Field(field) is { IsReadOnly: true });

    private EquatableArray<GuardModel> GuardsOf(int value) => uses.Nodes[value] switch
    {
        LayerCallNode call => call.Guards,
        JoinNode join => join.Guards,
        OperationNode operation => operation.Guards,
        _ => EquatableArray<GuardModel>.Empty,
    };

    private static bool KeepsRange(string operation) => operation
        is "view" or "view_as" or "reshape" or "flatten" or "unflatten" or "transpose" or "permute" or "contiguous" or "squeeze" or "unsqueeze"
        or "expand" or "narrow" or "select" or "slice" or "[]" or "chunk" or "split" or "clone" or "alias" or "detach" or "mean" or "amax"
        or "interpolate" or "upsample" or "pad" or "pixel_shuffle" or "pixel_unshuffle" or "channel_shuffle" or "dropout" or "dropout2d"
        or "adaptive_avg_pool1d" or "adaptive_avg_pool2d" or "adaptive_avg_pool3d" or "adaptive_max_pool2d" or "T" or "movedim" or "repeat";

    private static bool KeepsRange(LayerModel layer) => layer.Kind == LayerKind.Marker || layer.TypeName
        is "AdaptiveAvgPool1d" or "AdaptiveAvgPool2d" or "AdaptiveAvgPool3d" or "AdaptiveMaxPool1d" or "AdaptiveMaxPool2d" or "AdaptiveMaxPool3d"
        or "Flatten" or "Unflatten" or "Identity" or "Dropout" or "Dropout1d" or "Dropout2d" or "Dropout3d" or "Upsample" or "PixelShuffle"
        or "PixelUnshuffle" or "ChannelShuffle" or "ZeroPad2d" or "ReflectionPad2d" or "ReplicationPad2d";
}
