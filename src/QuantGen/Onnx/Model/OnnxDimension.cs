using System.Globalization;

namespace QuantGen.Onnx;

/// <summary>An extent of a value: a number, or a name for one that is known only when the model runs.</summary>
/// <param name="Value">The number; null if it has a name, or nothing is said.</param>
/// <param name="Parameter">The name; null if it is a number, or nothing is said.</param>
public readonly record struct OnnxDimension(long? Value, string? Parameter = null)
{
    /// <inheritdoc/>
    public override string ToString() => Value?.ToString(CultureInfo.InvariantCulture) ?? Parameter ?? "?";
}
