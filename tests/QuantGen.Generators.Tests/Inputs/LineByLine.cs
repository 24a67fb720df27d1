using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
public sealed partial class LineByLine : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1, conv2, conv3;
    private readonly BatchNorm2d bn1, bn2, bn3;

    public LineByLine(long channels) : base(nameof(LineByLine))
    {
        conv1 = Conv2d(channels, channels, 1);
        conv2 = Conv2d(channels, channels, 1);
        conv3 = Conv2d(channels, channels, 1);
        bn1 = BatchNorm2d(channels);
        bn2 = BatchNorm2d(channels);
        bn3 = BatchNorm2d(channels);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        // stem
        x = conv1.call(x);
        x = bn1.call(x); // normalized
        x = x.relu();

        x = conv2.call(x); x = bn2.call(x); x = x.relu();

        x = conv3.call(x);

        x = bn3.call(
            x);

        return x;
    }
}
