using QuantGen.PowerOfTwo;
using QuantGen.Reporting;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Reporting;

/// <summary>A small model and its power-of-two twin, as the generator writes it, with weights, ranges and data that are the same everywhere.</summary>
internal sealed class PowerOfTwoReportNets : IDisposable
{
    public PowerOfTwoReportNets(PowerOfTwoOptions? options = null)
    {
        using var noGradient = no_grad();
        Float = new FloatNet();
        Twin = new TwinNet(Float, options);
        Batches = [.. Enumerable.Range(0, 2).Select(static batch => Pictures(batch))];
    }

    public FloatNet Float { get; }

    public TwinNet Twin { get; }

    /// <summary>Two batches of 4 pictures of 1 x 4 x 4, of values from -2 to 2.</summary>
    public IReadOnlyList<Tensor> Batches { get; }

    /// <summary>Sets ranges whose clip bounds are 2 with a sign, 4 without, and 8 with one.</summary>
    public PowerOfTwoReportNets WithRanges()
    {
        Twin.input_quantizer.SetRange(-1.5f, 1.9f);
        Twin.relu1.SetRange(0, 2.5f);
        Twin.fc_quantizer.SetRange(-1, 5.3f);
        return this;
    }

    public QuantizationReport Report(ReportOptions? options = null) =>
        QuantizationReport.Of(Twin, Float, options: options ?? new ReportOptions { Batches = Batches });

    public void Dispose()
    {
        Float.Dispose();
        Twin.Dispose();
        foreach (var batch in Batches)
            batch.Dispose();
    }

    private static Tensor Pictures(int batch) =>
        tensor([.. Enumerable.Range(0, 64).Select(i => (((i * 37) + (batch * 11)) % 65 - 32) / 16f)], [4, 1, 4, 4]);

    // Twelfths lie on no grid of powers of two; the largest magnitude is two thirds.
    private static void Fill(Tensor weight, int step)
    {
        using var values = tensor([.. Enumerable.Range(0, (int)weight.numel()).Select(i => (((i * step) % 17) - 8) / 12f)], weight.shape);
        weight.copy_(values);
    }

    /// <summary>Two convolutions, the second depthwise, and a classifier.</summary>
    public sealed class FloatNet : Module<Tensor, Tensor>
    {
        public readonly Conv2d conv1;
        public readonly BatchNorm2d bn1;
        public readonly Conv2d conv2;
        public readonly Linear fc;
        private readonly ReLU relu1;

        public FloatNet()
            : base(nameof(FloatNet))
        {
            conv1 = Conv2d(1, 4, 1, bias: false);
            bn1 = BatchNorm2d(4);
            relu1 = ReLU();
            conv2 = Conv2d(4, 4, 1, groups: 4);
            fc = Linear(4, 3);
            RegisterComponents();
            Fill(conv1.weight, 5);
            Fill(conv2.weight, 7);
            Fill(conv2.bias!, 3);
            Fill(fc.weight, 5);
            Fill(fc.bias!, 1);

            // An output channel of zeros in a layer, which is an input channel of zeros in the next.
            conv1.weight[1].zero_();
            eval();
        }

        public override Tensor forward(Tensor input) => fc.call(conv2.call(relu1.call(bn1.call(conv1.call(input)))).mean([2, 3]));
    }

    /// <summary>Its twin.</summary>
    public sealed class TwinNet : Module<Tensor, Tensor>
    {
        public readonly Pact2 input_quantizer;
        public readonly PowerOfTwoConv2d conv1;
        public readonly BatchNorm2d bn1;
        public readonly Pact2 relu1;
        public readonly PowerOfTwoConv2d conv2;
        public readonly PowerOfTwoLinear fc;
        public readonly Pact2 fc_quantizer;

        public TwinNet(FloatNet net, PowerOfTwoOptions? options)
            : base(nameof(TwinNet))
        {
            input_quantizer = new Pact2();
            conv1 = new PowerOfTwoConv2d(net.conv1, options);
            bn1 = BatchNorm2d(4);
            conv1.FoldBatchNorm(bn1);
            relu1 = new Pact2(new Pact2Options { Signed = false });
            conv2 = new PowerOfTwoConv2d(net.conv2, options);
            fc = new PowerOfTwoLinear(net.fc, options, weightBits: 4);
            fc_quantizer = new Pact2();
            conv1.InputRange = input_quantizer;
            conv2.InputRange = relu1;
            RegisterComponents();
            this.NameQuantizers();
            eval();
        }

        public override Tensor forward(Tensor input) =>
            fc_quantizer.call(fc.call(conv2.call(relu1.call(conv1.call(input_quantizer.call(input)))).mean([2, 3])));
    }
}
