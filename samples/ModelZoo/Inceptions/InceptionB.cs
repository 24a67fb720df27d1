using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Inception v3's block from 35x35 to 17x17 (Szegedy et al. 2016, figure 10): convolutions and a pool that halve, beside each other.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class InceptionB : InceptionBlock
{
    private readonly BasicConv2d branch3x3;
    private readonly BasicConv2d branch3x3dbl_1;
    private readonly BasicConv2d branch3x3dbl_2;
    private readonly BasicConv2d branch3x3dbl_3;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input; the output has 480 more.</param>
    public InceptionB(long inChannels)
        : base(nameof(InceptionB))
    {
        branch3x3 = new BasicConv2d(inChannels, 384, kernel: 3, stride: 2);
        branch3x3dbl_1 = new BasicConv2d(inChannels, 64, kernel: 1);
        branch3x3dbl_2 = new BasicConv2d(64, 96, kernel: 3, padding: 1);
        branch3x3dbl_3 = new BasicConv2d(96, 96, kernel: 3, stride: 2);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor[] Paths(Tensor x) =>
    [
        branch3x3.call(x),
        branch3x3dbl_3.call(branch3x3dbl_2.call(branch3x3dbl_1.call(x))),
        functional.max_pool2d(x, kernel_size: 3, stride: 2),
    ];
}
