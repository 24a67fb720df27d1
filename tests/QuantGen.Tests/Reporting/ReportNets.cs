using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Reporting;
using QuantGen.Sensitivity;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Reporting;

/// <summary>A small model and its twin, with weights and data that are the same everywhere, and everything that a report can show.</summary>
internal sealed class ReportNets : IDisposable
{
    /// <summary>What the twin's last child is called, which would be markup if it were not escaped.</summary>
    public const string HostileName = "<b>&\"'";

    public ReportNets(bool hostile = false)
    {
        using var noGradient = no_grad();
        Float = new FloatNet();
        Twin = new TwinNet(Float, hostile);
        Batches = [.. Enumerable.Range(0, 2).Select(static batch => Pictures(batch))];
    }

    public FloatNet Float { get; }

    public TwinNet Twin { get; }

    /// <summary>Two batches of 4 pictures of 1 x 4 x 4.</summary>
    public IReadOnlyList<Tensor> Batches { get; }

    /// <summary>A sensitivity analysis that found this: each layer alone, from a score of 90.</summary>
    public static SensitivityResult Sensitive(params IEnumerable<(string Layer, double Cost)> layers) => new(
        SensitivityMode.OneQuantized, HigherIsBetter: true, 90, [.. layers.Select(static layer => new LayerSensitivity(layer.Layer, 90 - layer.Cost, layer.Cost))]);

    /// <summary>A report with all that there is: calibrated by a method, with batches and the float model.</summary>
    public QuantizationReport Report(ReportOptions? options = null, CalibrationMethod? method = null)
    {
        using var calibrator = Calibrated(method);
        return QuantizationReport.Of(Twin, Float, calibrator, options ?? new ReportOptions { Batches = Batches });
    }

    /// <summary>A calibrator that holds the batches and has given all ranges it could.</summary>
    public Calibrator Calibrated(CalibrationMethod? method = null)
    {
        var calibrator = new Calibrator(Twin);
        calibrator.Collect(Batches);
        calibrator.Compute(method ?? CalibrationMethod.Max);
        return calibrator;
    }

    public void Dispose()
    {
        Float.Dispose();
        Twin.Dispose();
        foreach (var batch in Batches)
            batch.Dispose();
    }

    // Every value is a sixteenth, so that sums are exact in any order.
    private static Tensor Pictures(int batch) =>
        tensor([.. Enumerable.Range(0, 64).Select(i => (((i * 37) + (batch * 11)) % 65 - 32) / 16f)], [4, 1, 4, 4]);

    private static void Fill(Tensor weight, int step)
    {
        using var values = tensor([.. Enumerable.Range(0, (int)weight.numel()).Select(i => (((i * step) % 17) - 8) / 16f)], weight.shape);
        weight.copy_(values);
    }

    /// <summary>A residual block, a pool and a classifier.</summary>
    public sealed class FloatNet : Module<Tensor, Tensor>
    {
        public readonly Conv2d first;
        public readonly Conv2d second;
        public readonly Linear unused;
        public readonly Linear fc;

        public FloatNet()
            : base(nameof(FloatNet))
        {
            first = Conv2d(1, 4, 1, bias: false);
            second = Conv2d(4, 4, 1, bias: false);
            unused = Linear(4, 2, hasBias: false);
            fc = Linear(4, 3);
            RegisterComponents();
            Fill(first.weight, 5);
            Fill(second.weight, 7);
            Fill(unused.weight, 3);
            Fill(fc.weight, 5);
            Fill(fc.bias!, 1);

            // An output channel of zeros in a layer, which is an input channel of zeros in the next.
            first.weight[1].zero_();
        }

        public override Tensor forward(Tensor input)
        {
            var x = first.call(input).relu();
            return fc.call((second.call(x) + x).mean([2, 3]));
        }
    }

    /// <summary>Its twin: the classifier is kept in float, one layer never called.</summary>
    public sealed class TwinNet : Module<Tensor, Tensor>
    {
        private static readonly QuantDescriptor Input = new() { Calibrator = CalibratorKind.Histogram };

        public readonly QuantConv2d first;
        public readonly QuantConv2d second;
        public readonly TensorQuantizer residual_quantizer;
        private readonly QuantLinear unused;
        private readonly Linear fc;

        public TwinNet(FloatNet net, bool hostile)
            : base(hostile ? "Quant" + HostileName : nameof(TwinNet))
        {
            first = new QuantConv2d(net.first, Input, QuantDescriptor.Int8ConvWeightPerChannel);
            second = new QuantConv2d(net.second, Input, QuantDescriptor.Int8PerTensor);
            residual_quantizer = new TensorQuantizer(Input);
            unused = new QuantLinear(net.unused, Input);
            fc = Linear(4, 3);
            fc.weight.copy_(net.fc.weight);
            fc.bias!.copy_(net.fc.bias!);
            RegisterComponents();
            if (hostile)
            {
                using var layer = Linear(2, 2);
                register_module(HostileName, new QuantLinear(layer, Input));
            }

            this.NameQuantizers();
            eval();
        }

        public override Tensor forward(Tensor input)
        {
            var x = first.call(input).relu();
            return fc.call((second.call(x) + residual_quantizer.call(x)).mean([2, 3]));
        }
    }
}
