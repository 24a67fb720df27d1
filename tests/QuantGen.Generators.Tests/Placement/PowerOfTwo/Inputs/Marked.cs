using QuantGen;
using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Quantized where the table would not, left in float where it would.</summary>
[Quantize]
public sealed partial class Marked : Module<Tensor, Tensor>
{
    private readonly Conv2d conv, gate;
    private readonly SiLU silu = SiLU();
    private readonly QuantizeHere afterSilu = new();
    private readonly NoQuantizeHere beforeSigmoid = new();

    public Marked(long channels) : base(nameof(Marked))
    {
        conv = Conv2d(channels, channels, 1);
        gate = Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = afterSilu.call(silu.call(conv.call(x)));

        return x * beforeSigmoid.call(gate.call(x)).sigmoid();
    }
}
