using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>
/// Groups by the shapes and names of parameters, as aim-uofa's model-quantization makes them: for results that are to be compared with its own.
/// Groups by role (<see cref="ParameterGroup"/>) are the better choice.
/// </summary>
/// <remarks>
/// Parameters of one axis, and of four axes of which the second has extent 1, count as small. That takes the weights of depthwise convolutions
/// for small ones, and the clip values of single channels, which are (1, C, 1, 1), for weights.
/// </remarks>
public sealed record ParameterShapeRule
{
    private const string WeightQuantizer = "quant_weight";

    /// <summary>The learning rate of all parameters that <see cref="RateNames"/> does not name.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The weight decay of all parameters that are not small and that <see cref="DecayNames"/> does not name.</summary>
    public required double WeightDecay { get; init; }

    /// <summary>Whether small parameters decay as the others do; otherwise they do not decay.</summary>
    public bool DecaysSmall { get; init; }

    /// <summary>Parts of the names of parameters that decay by <see cref="NamedDecay"/>, small or not.</summary>
    public ValueList<string> DecayNames { get; init; } = [];

    /// <summary>The weight decay of parameters that are named.</summary>
    public double NamedDecay { get; init; } = 0.02;

    /// <summary>
    /// Parts of the names of parameters that are trained with <see cref="NamedRate"/>. Where <c>quant_weight</c> is among them, the weights of
    /// layers with such a quantizer have this rate too, and hold it.
    /// </summary>
    public ValueList<string> RateNames { get; init; } = [];

    /// <summary>The learning rate of parameters that are named.</summary>
    public double NamedRate { get; init; } = 1e-5;

    /// <summary>Shares the parameters of a model out among groups.</summary>
    /// <param name="model">A model.</param>
    /// <returns>The groups, none of them empty, each parameter in one of them.</returns>
    public IReadOnlyList<GroupedParameters> Share(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var parameters = model.named_parameters().ToList();
        var quantized = RateNames.Contains(WeightQuantizer, StringComparer.Ordinal)
            ? parameters.Select(static entry => QuantizedWeight(entry.name)).OfType<string>().ToHashSet(StringComparer.Ordinal)
            : [];
        return [.. parameters.GroupBy(Group).Select(static group => new GroupedParameters(group.Key, [.. group]))];

        ParameterGroup Group((string name, Parameter parameter) entry)
        {
            var holds = quantized.Contains(entry.name);
            return new ParameterGroup
            {
                WeightDecay = DecayNames.Any(part => entry.name.Contains(part, StringComparison.Ordinal)) ? NamedDecay
                    : IsSmall(entry.parameter.shape) && !DecaysSmall ? 0
                    : WeightDecay,
                LearningRate = holds || RateNames.Any(part => entry.name.Contains(part, StringComparison.Ordinal)) ? NamedRate : LearningRate,
                HoldsRate = holds,
            };
        }
    }

    private static bool IsSmall(long[] shape) => shape is [_] or [_, 1, _, _];

    // The weight that a parameter of a quantizer belongs to: conv.weight for conv.quant_weight.clip_val.
    private static string? QuantizedWeight(string name)
    {
        var parts = name.Split('.');
        var place = Array.IndexOf(parts, WeightQuantizer);
        return place < 0 ? null : string.Join('.', [.. parts[..place], "weight"]);
    }
}
