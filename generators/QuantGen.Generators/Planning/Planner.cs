using System.Collections.Immutable;
using System.Globalization;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Decides what the twin of a class is: which fields become quantized layers, where quantizers of its own stand, what changes in forward.</summary>
internal sealed partial class Planner
{
    private readonly ModuleModel _module;
    private readonly FlowUses _uses;
    private readonly Dictionary<string, string> _foldedInto;
    private readonly JoinPlacement _joins;
    private readonly Fusion? _fusion;
    private readonly Dictionary<int, int> _results;
    private readonly List<QuantizerPlan> _quantizers = [];
    private readonly List<Rewrite> _rewrites = [];

    private Planner(ModuleModel module)
    {
        _module = module;
        _uses = new FlowUses(module.Forward);
        _foldedInto = BatchNormFolding.Find(module, _uses);
        _joins = new JoinPlacement(module, new FlowPaths(_uses.Nodes));
        _fusion = Fusion.Find(module, _uses, _joins);
        _results = PlaceResults();
    }

    private NonNegativity NonNegativity => field ??= new(_module, _uses.Nodes);

    private Pact2Placement Clips => field ??= new(_module, _uses, _foldedInto);

    /// <summary>Plans the twin of a class.</summary>
    public static QuantizationPlan Plan(ModuleModel module) => new Planner(module).Plan();

    private QuantizationPlan Plan()
    {
        if (IsForPowerOfTwo)
            return PlanForPowerOfTwo();
        if (IsForLowBit)
            return PlanForLowBit();

        var fields = _module.Fields.ConvertAll(PlanField);
        RemoveCalls();
        PlaceJoinQuantizers();
        PlacePoolQuantizers();
        PlaceCallSiteQuantizers(fields);
        PlaceOutputQuantizers();
        return new QuantizationPlan(_module, fields, _quantizers.ToEquatableArray(), _rewrites.ToEquatableArray());
    }

    private FieldPlan PlanField(FieldModel field)
    {
        var calls = _uses.CallsOf(field.Name);
        var conversion = ConversionOf(field, isCalled: calls.Count > 0);
        var partner = _foldedInto.TryGetValue(field.Name, out var batchNorm)
            ? batchNorm
            : ConvolutionOf(field.Name);
        var input = conversion == Conversion.Quantize && calls is [var first, ..] ? InputOf(first.Call) : null;

        var isTakenApart = field.Layer?.Kind == LayerKind.Sequential && calls.Any(static call => call.Call.IsElement);
        var options = OptionsOf(field);
        var quantizesInput = (conversion == Conversion.Quantize && field.Layer!.Kind != LayerKind.Recurrent)
            || (conversion == Conversion.Convert && field.Layer!.Kind == LayerKind.Sequential && calls.Count > 0 && !isTakenApart);
        var isUnsigned = quantizesInput && IsOnnxRuntime(options) && AreUnsigned(CallSites.Of(calls).First().Calls);
        return new FieldPlan(field, conversion, partner, input, options, isUnsigned, isTakenApart)
        {
            Activation = conversion == Conversion.Quantize && calls.Count > 0 ? _fusion?.ActivationOf(calls[0].Call) : null,
            ComputedWith = ComputedWith(calls),
        };
    }

    private string? ConvolutionOf(string batchNorm)
    {
        foreach (var pair in _foldedInto)
        {
            if (pair.Value == batchNorm)
                return pair.Key;
        }

        return null;
    }

    /// <summary>What computes an activation in its place, if all of its calls disappear.</summary>
    private EquatableArray<string> ComputedWith(IReadOnlyList<(int Index, LayerCallNode Call)> calls)
    {
        if (calls.Count == 0 || _fusion is not { HasActivations: true })
            return default;

        var with = calls
            .Select(call => _fusion.Activations.FirstOrDefault(pair => ReferenceEquals(pair.Activation, call.Call)).With)
            .ToArray();
        return with.Contains(null)
            ? default
            : with.Select(node => node is LayerCallNode call ? call.Field : TextAt(node!.Range)).Distinct(StringComparer.Ordinal).ToEquatableArray();
    }

    private OptionsModel OptionsOf(FieldModel field) => field.Options ?? _module.Options;

    private Conversion ConversionOf(FieldModel field, bool isCalled)
    {
        if (field.Role is FieldRole.Value)
            return Conversion.HandOver;
        if (field.Role is FieldRole.Constant)
            return Conversion.Repeat;
        if (field.Layer is not { } layer || field.KeepFloat)
            return Conversion.Copy;
        if (IsForPowerOfTwo && layer.Kind is LayerKind.Recurrent or LayerKind.AveragePool or LayerKind.Activation or LayerKind.Marker)
            return Clips.IsReplaced(field) ? Conversion.Clip : Conversion.Copy;

        return layer.Kind switch
        {
            LayerKind.Annotated => Conversion.Twin,
            LayerKind.Unknown => Conversion.Convert,
            LayerKind.Recurrent when IsForLowBit => Conversion.Copy,
            // A layer that forward never calls would keep its quantizers without a range for ever.
            _ when !isCalled => Conversion.Copy,
            LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear or LayerKind.Recurrent => Conversion.Quantize,
            LayerKind.AveragePool when OptionsOf(field).QuantizePools => Conversion.Quantize,
            LayerKind.Sequential or LayerKind.List => Conversion.Convert,
            _ => Conversion.Copy,
        };
    }

    /// <summary>What a reader recognizes the input by: a variable or a field, but no longer expression.</summary>
    private string? InputOf(LayerCallNode call)
    {
        if (call.Inputs is not [var input, ..])
            return null;

        var text = TextAt(input.Expression);
        foreach (var c in text)
        {
            if (!char.IsLetterOrDigit(c) && c != '_')
                return null;
        }

        return text;
    }

    /// <summary>The calls of what is computed elsewhere: merged BatchNorms, and activations that go with a quantizer.</summary>
    private void RemoveCalls()
    {
        foreach (var batchNorm in _foldedInto.Values)
        {
            foreach (var (_, call) in _uses.CallsOf(batchNorm))
                RemoveCall(call);
        }

        foreach (var (activation, _) in _fusion?.Activations ?? [])
            RemoveCall(activation);
    }

    private void RemoveCall(LayerCallNode call) => _rewrites.Add(call.Reassignment is { } statement
        ? new RemoveStatement(statement)
        : new RemoveCall(call.Range, call.Inputs[0].Expression));

    private void PlaceCallSiteQuantizers(EquatableArray<FieldPlan> fields)
    {
        foreach (var plan in fields)
        {
            if (plan.Conversion != Conversion.Quantize || plan.Field.Layer!.Kind is LayerKind.AveragePool or LayerKind.Recurrent)
                continue;

            // Nearly every layer is called at one place, which its own quantizer serves.
            var all = _uses.CallsOf(plan.Field.Name);
            if (all.Count < 2 && _fusion is not { HasActivations: true })
                continue;

            foreach (var (number, calls) in CallSites.Of(all))
            {
                var name = number == 1 ? null : PlaceCallSiteQuantizer(plan, number, calls);
                foreach (var call in calls)
                {
                    var activation = _fusion?.ActivationOf(call);
                    if (name is not null || activation is not null)
                        _rewrites.Add(new QuantizeCall(call.Arguments, activation, name));
                }
            }
        }
    }

    private string PlaceCallSiteQuantizer(FieldPlan plan, int number, IReadOnlyList<LayerCallNode> calls)
    {
        var name = FreeName(plan.Field.Name.TrimStart('@') + "_input_quantizer", first: number);
        var guards = calls.Count == 1 ? Lasting(calls[0].Guards) : default;
        _quantizers.Add(new CallSiteQuantizer(name, guards, IsOnnxRuntime(plan.Options) && AreUnsigned(calls), plan.Field.Name, number));
        return name;
    }

    /// <summary>The conditions that forward itself cannot change.</summary>
    private EquatableArray<GuardModel> Lasting(EquatableArray<GuardModel> guards) =>
        guards.Count == 0 ? default : guards.Where(guard => guard.Fields.All(field => _module.Field(field) is { IsReadOnly: true })).Distinct().ToEquatableArray();

    /// <summary>The stem, or the stem with the first number that makes a name nobody uses.</summary>
    private string FreeName(string stem, int first = 1)
    {
        for (var i = first; ; i++)
        {
            var name = i == 1 ? stem : stem + "_" + i.ToString(CultureInfo.InvariantCulture);
            var isTaken = _module.Field(name) is not null || _quantizers.Exists(quantizer => quantizer.Name == name) || IsMentioned(name);
            if (!isTaken)
                return name;
        }
    }

    private bool IsMentioned(string name)
    {
        var text = _module.Forward.Text;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            var end = at + name.Length;
            if (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                return true;
        }

        return false;
    }

    private string TextAt(TextRange range) => _module.Forward.Text.Substring(range.Start, range.Length);
}
