namespace QuantGen.Calibration;

/// <summary>The range of least mean squared quantization error. See <see cref="CalibrationMethod.Mse"/>.</summary>
public sealed record MseMethod : CalibrationMethod
{
    /// <summary>Chooses the candidates: the centres of the bins <paramref name="startBin"/>, <paramref name="startBin"/> + <paramref name="stride"/>, ...</summary>
    /// <param name="startBin">0 or more.</param>
    /// <param name="stride">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument lies outside its range.</exception>
    public MseMethod(int startBin, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(startBin);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        StartBin = startBin;
        Stride = stride;
    }

    /// <summary>The first bin whose centre is tried.</summary>
    public int StartBin { get; }

    /// <summary>Every how many bins a range is tried.</summary>
    public int Stride { get; }

    /// <inheritdoc/>
    public override string ToString() => "mse";
}
