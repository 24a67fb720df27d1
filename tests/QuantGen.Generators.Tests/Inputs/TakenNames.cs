using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

public sealed class QuantConv2d
{
    public int Bits { get; init; }
}

[Quantize]
public sealed partial class TakenNames : Module<Tensor, Tensor>
{
    private readonly Conv2d options;
    private readonly Conv2d layers;
    private readonly BatchNorm2d residual_quantizer;
    private readonly Linear @class;

    public TakenNames(long channels) : base(nameof(TakenNames))
    {
        options = Conv2d(channels, channels, 1);
        layers = Conv2d(channels, channels, 1);
        residual_quantizer = BatchNorm2d(channels);
        @class = Linear(channels, channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var y = residual_quantizer.call(layers.call(options.call(x)));
        return @class.call((x + y).mean([2, 3]));
    }
}
