using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Calibration;

/// <summary>A user's own quantized layer: multiplies each feature by a weight, whose fields bear names that QuantGen's layers do not use.</summary>
internal sealed class OwnLayer : Module<Tensor, Tensor>, IQuantizedLayer
{
    public readonly TensorQuantizer features = new(new QuantDescriptor { Calibrator = CalibratorKind.Histogram });
    public readonly TensorQuantizer factors = new(new QuantDescriptor { Axes = [0], NarrowRange = true });
    public readonly Parameter scale;

    public OwnLayer(float[] values)
        : base(nameof(OwnLayer))
    {
        scale = Parameter(tensor(values));
        RegisterComponents();
    }

    public IEnumerable<TensorQuantizer> InputQuantizers => [features];

    public IEnumerable<QuantizedWeight> QuantizedWeights => [new QuantizedWeight(factors, scale)];

    public override Tensor forward(Tensor input) => features.call(input) * factors.call(scale);
}
