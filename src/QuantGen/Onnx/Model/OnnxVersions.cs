namespace QuantGen.Onnx;

/// <summary>Which version of the format goes with which operator set, by the table in the ONNX repository's docs/Versioning.md.</summary>
public static class OnnxVersions
{
    /// <summary>The oldest operator set that can be written: the first in which a scale belongs to an axis.</summary>
    public const int LowestOpset = 13;

    /// <summary>The newest operator set that can be written.</summary>
    public const int HighestOpset = 21;

    /// <summary>The version of the format in the release of ONNX that brought an operator set.</summary>
    /// <param name="opset">13 to 21.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another operator set.</exception>
    public static int IrVersion(int opset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(opset, LowestOpset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(opset, HighestOpset);
        return opset switch
        {
            <= 14 => 7,
            <= 18 => 8,
            <= 20 => 9,
            _ => 10,
        };
    }
}
