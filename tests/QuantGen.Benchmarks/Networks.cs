extern alias fused;

using ModelZoo;
using QuantGen.Calibration;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using FusedModels = fused::ModelZoo.Models;

namespace QuantGen.Benchmarks;

/// <summary>A float model and its twin, with the data they run on: a batch of 32 pictures of 32 x 32.</summary>
internal sealed class Networks : IDisposable
{
    private const int Batch = 32;
    private const int Classes = 10;
    private const int StatisticsPasses = 150;

    private readonly string _name;

    /// <summary>Makes both with the same weights.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public Networks(string name)
    {
        _name = name;
        random.manual_seed(1);
        Float = name switch
        {
            "resnet20" => Models.ResNet20(Classes),
            "resnet18" => Models.ResNet18(Classes),
            "mobilenetv2" => Models.MobileNetV2(Classes),
            _ => throw new ArgumentException($"There is no network '{name}'.", nameof(name)),
        };
        Images = randn(Batch, 3, 32, 32);
        Labels = randint(Classes, [Batch]);

        // Running statistics of a network that has seen data: with those of a fresh one its activations would explode. They must have come to rest, since
        // twins set ranges for weights times what BatchNorm makes of them: of a variance of one, a tenth is left after 20 passes, and steps that take
        // the rest away drive up to 4 % of a layer's weights out of their ranges.
        Float.train();
        using (no_grad())
        {
            for (var i = 0; i < StatisticsPasses; i++)
            {
                using var scope = NewDisposeScope();
                Float.call(Images);
            }
        }

        Twin = (Module<Tensor, Tensor>)((IQuantizable)Float).ToQuantized();
    }

    /// <summary>The networks that figures are wanted for.</summary>
    public static IReadOnlyList<string> Names { get; } = ["resnet20", "resnet18", "mobilenetv2"];

    /// <summary>The float model.</summary>
    public Module<Tensor, Tensor> Float { get; }

    /// <summary>Its quantized twin.</summary>
    public Module<Tensor, Tensor> Twin { get; }

    /// <summary>A batch of inputs.</summary>
    public Tensor Images { get; }

    /// <summary>Its classes.</summary>
    public Tensor Labels { get; }

    /// <summary>
    /// Gives every quantizer of activations nine tenths of the largest magnitude it saw, and those of weights 98 hundredths, so that some values are clipped as they are in
    /// training.
    /// </summary>
    public void Calibrate() => Calibrate(Twin, Images);

    /// <summary>Another twin of the same weights that computes in fused passes, calibrated. The caller disposes it.</summary>
    public Module<Tensor, Tensor> Fused(QuantizationOptions? options = null)
    {
        using Module<Tensor, Tensor> model = _name switch
        {
            "resnet20" => FusedModels.ResNet20(Classes),
            "resnet18" => FusedModels.ResNet18(Classes),
            _ => FusedModels.MobileNetV2(Classes),
        };
        model.load_state_dict(Float.state_dict());
        var twin = (Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(options);
        Calibrate(twin, Images);
        return twin;
    }

    /// <summary>The same for any twin.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="inputs">A batch of what it takes.</param>
    public static void Calibrate(Module<Tensor, Tensor> twin, Tensor inputs)
    {
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([inputs]);
        calibrator.Compute(CalibrationMethod.Max);
        using var noGrad = no_grad();
        var weights = twin.modules().OfType<IQuantizedLayer>().SelectMany(static layer => layer.QuantizedWeights).Select(static weight => weight.Quantizer).ToHashSet();
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Amax!.mul_(weights.Contains(quantizer) ? 0.98 : 0.9);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Float.Dispose();
        Twin.Dispose();
        Images.Dispose();
        Labels.Dispose();
    }
}
