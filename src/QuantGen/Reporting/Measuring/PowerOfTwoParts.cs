using System.Text.RegularExpressions;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// Finds what quantizes in a power-of-two twin: layers quantize their weights themselves, every other value a <see cref="Pact2"/>, whose name, which the
/// generator gives, says what.
/// </summary>
internal static partial class PowerOfTwoParts
{
    // What ReLU6 does not exceed.
    private const float Six = 6;

    /// <summary>The quantizers in the order of the model; none in a twin of another target.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="modules">All its modules by path, itself with none.</param>
    /// <exception cref="QuantizationException">A weight holds NaN or infinity.</exception>
    public static IEnumerable<TwinPart> Of(Module twin, IReadOnlyDictionary<string, Module> modules)
    {
        var found = PowerOfTwoModules.Of(twin);
        var results = new Dictionary<Pact2, (string Layer, PowerOfTwoLayer Owner)>(ReferenceEqualityComparer.Instance);
        foreach (var (name, module) in found)
        {
            if (module is PowerOfTwoLayer { OutputRange: { } own } layer)
                results.TryAdd(own, (name, layer));
        }

        foreach (var (name, module) in found)
        {
            if (module is PowerOfTwoLayer layer)
                yield return Weight(name, layer);
            else if (results.TryGetValue((Pact2)module, out var place))
                yield return new TwinPart(name, new ReportedPact2((Pact2)module), place.Layer, place.Owner, QuantizerRole.Activation, $"result of {place.Owner.GetName()}");
            else
                yield return Activation(name, (Pact2)module, modules);
        }
    }

    private static TwinPart Weight(string name, PowerOfTwoLayer layer)
    {
        var what = $"weight of {layer.GetName()}{(layer.Layout.IsDepthwise ? ", depthwise" : "")}{(layer.MergesBatchNorm ? ", normalization merged" : "")}";
        return new TwinPart(
            $"{name}.{nameof(layer.weight)}", new ReportedPowerOfTwoWeight(layer), name, layer, QuantizerRole.Weight, what, ReportedWeight.Of(layer));
    }

    private static TwinPart Activation(string name, Pact2 quantizer, IReadOnlyDictionary<string, Module> modules)
    {
        var dot = name.LastIndexOf('.');
        var holder = modules.GetValueOrDefault(dot < 0 ? "" : name[..dot], quantizer);
        return new TwinPart(
            name, new ReportedPact2(quantizer), name, holder, QuantizerRole.Activation, What(Behind().Match(name[(dot + 1)..]).Groups["word"].Value, quantizer, holder));
    }

    private static string What(string word, Pact2 quantizer, Module holder) => word switch
    {
        _ when holder is Pact2 => "what passes it",
        "" => $"{Activation(quantizer)} in {holder.GetName()}",
        "input" => $"input of {holder.GetName()}",
        _ => $"result of {word} in {holder.GetName()}",
    };

    // A Pact2 that took the place of an activation has its name, and tells which it was.
    private static string Activation(Pact2 quantizer) => quantizer.Options switch
    {
        { FixedRange: not null } => "result of a Hardtanh",
        { UpperLimit: Six } => "result of a ReLU6",
        { Signed: false } => "result of a ReLU",
        _ => "what passes it",
    };

    [GeneratedRegex("^(?<word>.+)_quantizer(_[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Behind();
}
