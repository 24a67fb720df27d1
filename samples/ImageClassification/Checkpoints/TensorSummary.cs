using System.Globalization;
using static TorchSharp.torch;

namespace ImageClassification.Checkpoints;

/// <summary>What a tensor of numbers looks like in one line.</summary>
/// <param name="Least">The least number; null where there is none, or the numbers have no order.</param>
/// <param name="Largest">The largest number.</param>
/// <param name="Mean">The mean.</param>
internal sealed record TensorSummary(double? Least, double? Largest, double? Mean)
{
    /// <summary>That of a tensor of real numbers or booleans; of complex numbers, and of none, nothing.</summary>
    public static TensorSummary Of(Tensor tensor)
    {
        if (tensor.numel() == 0 || tensor.dtype is ScalarType.ComplexFloat32 or ScalarType.ComplexFloat64)
            return new TensorSummary(null, null, null);

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var numbers = tensor.detach().to(ScalarType.Float64);
        return new TensorSummary(numbers.min().item<double>(), numbers.max().item<double>(), numbers.mean().item<double>());
    }

    /// <summary>A number of it as text, short enough for a table.</summary>
    public static string Text(double? number) => number?.ToString("0.#####", CultureInfo.InvariantCulture) switch
    {
        null => "-",
        "0" or "-0" when number is not 0 => number.Value.ToString("0.##E+0", CultureInfo.InvariantCulture),
        var text => text,
    };
}
