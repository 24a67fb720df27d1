using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>What a <see cref="UNet"/> is made of: two 3x3 convolutions, each with BatchNorm and ReLU.</summary>
[Quantize(PerChannel)]
public sealed partial class DoubleConv : Module<Tensor, Tensor>
{
    private readonly Sequential layers;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="outChannels">Channels of the output.</param>
    public DoubleConv(long inChannels, long outChannels)
        : base(nameof(DoubleConv))
    {
        layers = Sequential(
            Conv2d(inChannels, outChannels, 3, padding: 1, bias: false),
            BatchNorm2d(outChannels),
            ReLU(inplace: true),
            Conv2d(outChannels, outChannels, 3, padding: 1, bias: false),
            BatchNorm2d(outChannels),
            ReLU(inplace: true));

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x) => layers.call(x);
}
