using System.Globalization;

namespace QuantGen.Onnx;

/// <summary>How a value came out of one runner, beside what the model computes, or for single nodes the interpreter.</summary>
/// <param name="Runner">What computed it.</param>
/// <param name="Value">The name of the value.</param>
/// <param name="Elements">How many elements were compared.</param>
/// <param name="Mismatches">How many elements differ: for a quantized value by half a level or more, for others at all.</param>
/// <param name="MostLevels">The largest difference in levels of the value's scale; null for a value that is not quantized.</param>
/// <param name="RelativeError">The largest difference over the largest magnitude that the value should have; infinite where one of the two is NaN alone.</param>
public sealed record ExportComparison(ExportRunner Runner, string Value, long Elements, long Mismatches, double? MostLevels, double RelativeError)
{
    /// <inheritdoc/>
    public override string ToString() => MostLevels is { } levels
        ? string.Create(CultureInfo.InvariantCulture, $"{Value}, {Name}: {Mismatches} of {Elements} differ, by {levels:0.#} levels at most")
        : string.Create(CultureInfo.InvariantCulture, $"{Value}, {Name}: relative error {RelativeError:0.0e+0} over {Elements}");

    private string Name => Runner switch
    {
        ExportRunner.Interpreter => "interpreter",
        ExportRunner.OnnxRuntime => "ONNX Runtime",
        _ => "ONNX Runtime optimized",
    };
}
