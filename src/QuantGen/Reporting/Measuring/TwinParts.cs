using System.Text.RegularExpressions;
using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// Finds the quantizers of a twin and what they quantize: layers tell it of their own; of those that stand by themselves, their names do, which
/// the generator gives.
/// </summary>
internal sealed partial class TwinParts
{
    private readonly Dictionary<string, Module> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<TensorQuantizer, (string Path, Module Layer, QuantizedWeight? Weight)> _owners = [];

    private TwinParts(Module twin)
    {
        _modules.Add("", twin);
        foreach (var (path, module) in twin.named_modules())
            _modules.TryAdd(path, module);

        foreach (var (path, module) in _modules)
        {
            if (module is IQuantizedLayer layer)
                Own(path, module, layer);
        }
    }

    /// <summary>The quantizers in the order of the model, those of power-of-two layers behind all others.</summary>
    /// <exception cref="QuantizationException">A weight of a power-of-two layer holds NaN or infinity.</exception>
    public static IReadOnlyList<TwinPart> Of(Module twin)
    {
        var parts = new TwinParts(twin);
        return
        [
            .. twin.Quantizers().Select(named => parts.Part(named.Name, named.Quantizer)),
            .. PowerOfTwoParts.Of(twin, parts._modules),
        ];
    }

    private void Own(string path, Module module, IQuantizedLayer layer)
    {
        foreach (var weight in layer.QuantizedWeights)
            _owners.TryAdd(weight.Quantizer, (path, module, weight));
        foreach (var quantizer in layer.InputQuantizers)
            _owners.TryAdd(quantizer, (path, module, null));
    }

    private TwinPart Part(string name, TensorQuantizer quantizer)
    {
        var reported = new ReportedTensorQuantizer(quantizer);
        if (_owners.TryGetValue(quantizer, out var owner))
        {
            // A layer that is the whole model has no path; its quantizers stand for it.
            var layer = owner.Path.Length == 0 ? name : owner.Path;
            return owner.Weight is null
                ? new TwinPart(name, reported, layer, owner.Layer, QuantizerRole.Input, $"input of {owner.Layer.GetName()}")
                : new TwinPart(name, reported, layer, owner.Layer, QuantizerRole.Weight, WeightText(owner.Layer), ReportedWeight.Of(owner.Weight));
        }

        var dot = name.LastIndexOf('.');
        var (path, field) = dot < 0 ? ("", name) : (name[..dot], name[(dot + 1)..]);
        var holder = _modules.GetValueOrDefault(path, quantizer);
        var match = Numbered().Match(field);
        var word = match.Groups["word"].Value;

        // A layer that is used at several places has quantizers for the later ones beside it.
        if (word.EndsWith("_input", StringComparison.Ordinal)
            && Join(path, word[..^"_input".Length]) is var used && _modules.TryGetValue(used, out var reused) && reused is IQuantizedLayer)
        {
            return new TwinPart(
                name, reported, used, reused, QuantizerRole.Input, $"input of {reused.GetName()}, use {match.Groups["number"].Value}");
        }

        var (role, what) = Alone(word, holder);
        return new TwinPart(name, reported, name, holder, role, what);
    }

    private static (QuantizerRole Role, string What) Alone(string word, Module holder)
    {
        if (holder is TensorQuantizer || word.Length == 0)
            return (QuantizerRole.Operand, "what passes it");
        if (word.StartsWith("residual", StringComparison.Ordinal))
            return (QuantizerRole.Residual, $"skip operand of an add in {holder.GetName()}");
        if (word == "output")
            return (QuantizerRole.Output, $"result of {holder.GetName()}");

        return (QuantizerRole.Operand, word.EndsWith("_result", StringComparison.Ordinal)
            ? $"result of {word[..^"_result".Length]} in {holder.GetName()}"
            : $"operand of {word} in {holder.GetName()}");
    }

    private static string WeightText(Module layer) => layer is QuantWeightedLayer { MergesBatchNorm: true }
        ? $"weight of {layer.GetName()}, normalization merged"
        : $"weight of {layer.GetName()}";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    [GeneratedRegex("^(?<word>.*?)_?quantizer(_(?<number>[0-9]+))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Numbered();
}
