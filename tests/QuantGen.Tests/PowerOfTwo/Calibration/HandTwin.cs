using System.Runtime.InteropServices;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Calibration;

/// <summary>
/// A residual network with a depthwise convolution, and its power-of-two twin, written by hand as the generator writes them. Keys are those of the float
/// network and of the quantizers.
/// </summary>
internal sealed class HandTwin : nn.Module<Tensor, Tensor>
{
    private readonly Pact2 input_quantizer;
    private readonly PowerOfTwoConv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Pact2 relu1;
    private readonly PowerOfTwoConv2d conv2;
    private readonly BatchNorm2d bn2;
    private readonly Pact2 relu2;
    private readonly PowerOfTwoConv2d conv3;
    private readonly Pact2 conv3_quantizer;
    private readonly Pact2 relu3;
    private readonly PowerOfTwoLinear fc;
    private readonly Pact2 fc_quantizer;

    /// <summary>Makes a twin of fresh weights.</summary>
    /// <param name="options">How it quantizes.</param>
    /// <param name="seed">Of the weights.</param>
    /// <param name="bits">The bit width.</param>
    public HandTwin(PowerOfTwoOptions? options = null, int seed = 1, int bits = 8)
        : base(nameof(HandTwin))
    {
        options ??= new PowerOfTwoOptions();
        using var scope = NewDisposeScope();
        var pact = new Pact2Options { Tail = options.ActivationTail, Bits = bits, Seed = options.Seed };
        input_quantizer = new Pact2(pact);
        conv1 = new PowerOfTwoConv2d(nn.Conv2d(3, 8, 3, padding: 1, bias: false), options, bits);
        bn1 = nn.BatchNorm2d(8);
        conv1.FoldBatchNorm(bn1);
        relu1 = new Pact2(pact with { Signed = false });
        conv2 = new PowerOfTwoConv2d(nn.Conv2d(8, 8, 3, padding: 1, groups: 8, bias: false), options, bits);
        bn2 = nn.BatchNorm2d(8);
        conv2.FoldBatchNorm(bn2);
        relu2 = new Pact2(pact with { Signed = false });
        conv3 = new PowerOfTwoConv2d(nn.Conv2d(8, 8, 1), options, bits);
        conv3_quantizer = new Pact2(pact);
        relu3 = new Pact2(pact with { Signed = false });
        fc = new PowerOfTwoLinear(nn.Linear(8, 4), options, bits);
        fc_quantizer = new Pact2(pact);
        conv1.InputRange = input_quantizer;
        conv2.InputRange = relu1;
        conv3.InputRange = relu2;
        fc.InputRange = relu3;
        RegisterComponents();
        new Draws(seed).Fill(this);
    }

    public PowerOfTwoConv2d Conv1 => conv1;

    public PowerOfTwoConv2d Conv2 => conv2;

    public PowerOfTwoLinear Fc => fc;

    public BatchNorm2d Bn1 => bn1;

    public Pact2 Relu1 => relu1;

    /// <summary>How often the network was called.</summary>
    public int Calls { get; private set; }

    /// <summary>Adds up what every layer costs that is on.</summary>
    public double Costs(Func<PowerOfTwoLayer, double> cost, double conv2) => new PowerOfTwoLayer[] { conv1, this.conv2, conv3, fc }
        .Where(static layer => layer.Enabled).Sum(layer => cost(layer) is 0 ? 0 : ReferenceEquals(layer, this.conv2) ? conv2 : cost(layer));

    public override Tensor forward(Tensor x)
    {
        Calls++;
        x = input_quantizer.call(x);
        var y = relu1.call(conv1.call(x));
        var z = conv3_quantizer.call(conv3.call(relu2.call(conv2.call(y))));
        y = relu3.call(y + z);
        return fc_quantizer.call(fc.call(y.mean([2, 3])));
    }

    /// <summary>Batches of a seed.</summary>
    public static Tensor[] Batches(int count, int seed = 7)
    {
        var draws = new Draws(seed);
        return [.. Enumerable.Range(0, count).Select(_ => draws.Normal(4, 3, 8, 8) + 0.3f)];
    }

    /// <summary>Every byte of the state, by key.</summary>
    public static SortedDictionary<string, string> Bytes(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return new(module.state_dict().ToDictionary(static entry => entry.Key, static entry => Convert.ToHexString(entry.Value.detach().contiguous().bytes)), StringComparer.Ordinal);
    }

    /// <summary>The elements of a float32 tensor.</summary>
    public static float[] Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.detach().contiguous().bytes).ToArray();
}
