using System.Globalization;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>A <see cref="TensorQuantizer"/>.</summary>
/// <param name="quantizer">The quantizer.</param>
internal sealed class ReportedTensorQuantizer(TensorQuantizer quantizer) : IReportedQuantizer
{
    /// <summary>The quantizer.</summary>
    public TensorQuantizer Quantizer => quantizer;

    public nn.Module Module => quantizer;

    public string Type => nameof(TensorQuantizer);

    public string Format => quantizer.Descriptor.Format is { IsInteger: true } format
        ? string.Create(CultureInfo.InvariantCulture, $"{(format.Unsigned ? "uint" : "int")}{format.Bits}")
        : "fp8 e4m3";

    public int Bits => quantizer.Descriptor.Bits;

    public string Granularity => quantizer.Descriptor.Axes switch
    {
        null => "tensor",
        { Count: 1 } => "channel",
        var axes => $"axes {axes}",
    };

    public QuantDescriptor Descriptor => quantizer.Descriptor;

    public bool Enabled => quantizer is { Enabled: true, QuantEnabled: true };

    public bool IsCalibrated => quantizer.IsCalibrated;

    public bool CanBeMeasured => Enabled && quantizer is { IsCalibrated: true, Descriptor.FakeQuant: true };

    public float[]? Ranges()
    {
        using var scope = NewDisposeScope();
        return EffectiveAmax() is { } amax ? HostValues.Of(amax) : null;
    }

    public Tensor Quantize(Tensor values) => quantizer.Quantize(values, amax: null, isPrivate: true);

    public long? ClippedCount(Tensor values)
    {
        using var scope = NewDisposeScope();
        return EffectiveAmax() is { } amax ? values.abs().gt(amax).sum().item<long>() : null;
    }

    private Tensor? EffectiveAmax()
    {
        if (quantizer.LearnedRange is { } learned)
            return learned.Amax();
        if (quantizer.Amax is not { } amax)
            return null;

        using var noGradient = no_grad();
        return quantizer.Descriptor.ScaleAmax is { } factor ? amax.mul(factor) : amax.clone();
    }
}
