namespace QuantGen.Calibration;

/// <summary>Shapes in messages.</summary>
internal static class TensorShapes
{
    /// <summary>The extents in brackets: <c>[32, 3, 8, 8]</c>.</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
