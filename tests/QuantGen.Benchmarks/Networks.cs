using ModelZoo;
using QuantGen.Calibration;
using static TorchSharp.torch;

namespace QuantGen.Benchmarks;

/// <summary>ResNet-20 and its twin, with the data they run on.</summary>
internal sealed class Networks : IDisposable
{
    private const int Batch = 32;

    /// <summary>Makes both with the same weights.</summary>
    public Networks()
    {
        random.manual_seed(1);
        Float = Models.ResNet20();
        Images = randn(Batch, 3, 32, 32);
        Labels = randint(10, [Batch]);

        // Running statistics of a network that has seen data: with those of a fresh one its activations would explode.
        Float.train();
        using (no_grad())
        {
            for (var i = 0; i < 20; i++)
            {
                using var scope = NewDisposeScope();
                Float.call(Images);
            }
        }

        Twin = Float.ToQuantized();
    }

    /// <summary>The float model.</summary>
    public CifarResNet Float { get; }

    /// <summary>Its quantized twin.</summary>
    public QuantCifarResNet Twin { get; }

    /// <summary>A batch of inputs.</summary>
    public Tensor Images { get; }

    /// <summary>Its classes.</summary>
    public Tensor Labels { get; }

    /// <summary>Gives every quantizer nine tenths of its largest magnitude, so that some values are clipped as they are in training.</summary>
    public void Calibrate()
    {
        using var calibrator = new Calibrator(Twin);
        calibrator.Collect([Images]);
        calibrator.Compute(CalibrationMethod.Max);
        using var noGrad = no_grad();
        foreach (var (_, quantizer) in Twin.Quantizers())
            quantizer.Amax!.mul_(0.9);
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
