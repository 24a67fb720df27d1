using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Weighs the channels by what they hold on average (Hu et al. 2018, figure 2), in the form that MobileNetV3 and EfficientNet have: two 1x1
/// convolutions on the averages, and an activation between 0 and 1.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class SqueezeExcitation : Module<Tensor, Tensor>
{
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Conv2d fc1;
    private readonly Conv2d fc2;
    private readonly Module<Tensor, Tensor> activation;
    private readonly Module<Tensor, Tensor> scale_activation;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="channels">Channels of input and output.</param>
    /// <param name="squeezed">Channels between the convolutions.</param>
    /// <param name="activation">Makes the activation between the convolutions.</param>
    /// <param name="scale">Makes the activation that gives the factors.</param>
    public SqueezeExcitation(long channels, long squeezed, Func<Module<Tensor, Tensor>> activation, Func<Module<Tensor, Tensor>> scale)
        : base(nameof(SqueezeExcitation))
    {
        avgpool = AdaptiveAvgPool2d(1);
        fc1 = Conv2d(channels, squeezed, 1);
        fc2 = Conv2d(squeezed, channels, 1);
        this.activation = activation();
        scale_activation = scale();

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        Tensor Factors()
        {
            var factors = activation.call(fc1.call(avgpool.call(x)));
            return scale_activation.call(fc2.call(factors));
        }

        return Factors() * x;
    }
}
