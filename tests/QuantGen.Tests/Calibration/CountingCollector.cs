using QuantGen.Calibration;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>A collector that keeps nothing which could be saved.</summary>
internal sealed class CountingCollector : ICollector
{
    public long Count { get; private set; }

    public void Collect(Tensor input) => Count++;

    public void Reset() => Count = 0;

    public Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor) => null;
}
