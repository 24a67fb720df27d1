using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

[Quantize]
internal sealed partial class PrimaryConstructor(long channels, double slope, bool residual) : Module<Tensor, Tensor>("Primary")
{
    private readonly Conv2d conv = Conv2d(channels, channels, 3, padding: 1);
    private readonly BatchNorm2d norm = BatchNorm2d(channels);

    public override Tensor forward(Tensor x)
    {
        var y = functional.leaky_relu(norm.call(conv.call(x)), slope);
        return residual ? x + y : y;
    }
}
