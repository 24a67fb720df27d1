using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class DisposeScopes : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly BatchNorm2d bn2;

    public DisposeScopes(long channels) : base(nameof(DisposeScopes))
    {
        conv1 = Conv2d(channels, channels, 1);
        bn1 = BatchNorm2d(channels);
        conv2 = Conv2d(channels, channels, 1);
        bn2 = BatchNorm2d(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using (var scope = NewDisposeScope()) {

            var x = bn1.call(conv1.call(input)).relu();
            using var skip = bn2.call(conv2.call(x));
            var res = x + skip;
            scope.MoveToOuter(res);
            return res;
        }
    }
}
