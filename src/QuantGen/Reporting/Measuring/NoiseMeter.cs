using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>Adds up the power of tensors and of their errors.</summary>
internal sealed class NoiseMeter
{
    private double _signal;
    private double _noise;

    /// <summary>The ratio of what was added so far, in decibels.</summary>
    public double? Sqnr => Decibels.Ratio(_signal, _noise);

    /// <summary>Takes in a tensor and what has become of it.</summary>
    public void Add(Tensor reference, Tensor actual)
    {
        using var scope = NewDisposeScope();
        _signal += Power(reference);
        _noise += Power(actual - reference);
    }

    private static double Power(Tensor values) =>
        values.to(ScalarType.Float32).square().sum(type: ScalarType.Float64).item<double>();
}
