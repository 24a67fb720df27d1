using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Inception v3's block for 8x8 (Szegedy et al. 2016, figure 7): paths that fan out into 1x3 and 3x1 convolutions.</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionE : InceptionBlock
{
    private readonly BasicConv2d branch1x1;
    private readonly BasicConv2d branch3x3_1;
    private readonly BasicConv2d branch3x3_2a;
    private readonly BasicConv2d branch3x3_2b;
    private readonly BasicConv2d branch3x3dbl_1;
    private readonly BasicConv2d branch3x3dbl_2;
    private readonly BasicConv2d branch3x3dbl_3a;
    private readonly BasicConv2d branch3x3dbl_3b;
    private readonly BasicConv2d branch_pool;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input; the output has 2048.</param>
    public InceptionE(long inChannels)
        : base(nameof(InceptionE))
    {
        branch1x1 = new BasicConv2d(inChannels, 320, kernel: 1);
        branch3x3_1 = new BasicConv2d(inChannels, 384, kernel: 1);
        branch3x3_2a = new BasicConv2d(384, 384, (1, 3), padding: (0, 1));
        branch3x3_2b = new BasicConv2d(384, 384, (3, 1), padding: (1, 0));
        branch3x3dbl_1 = new BasicConv2d(inChannels, 448, kernel: 1);
        branch3x3dbl_2 = new BasicConv2d(448, 384, kernel: 3, padding: 1);
        branch3x3dbl_3a = new BasicConv2d(384, 384, (1, 3), padding: (0, 1));
        branch3x3dbl_3b = new BasicConv2d(384, 384, (3, 1), padding: (1, 0));
        branch_pool = new BasicConv2d(inChannels, 192, kernel: 1);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor[] Paths(Tensor x)
    {
        var once = branch3x3_1.call(x);
        once = cat([branch3x3_2a.call(once), branch3x3_2b.call(once)], 1);

        var twice = branch3x3dbl_2.call(branch3x3dbl_1.call(x));
        twice = cat([branch3x3dbl_3a.call(twice), branch3x3dbl_3b.call(twice)], 1);

        var pooled = branch_pool.call(functional.avg_pool2d(x, kernel_size: 3, stride: 1, padding: 1));
        return [branch1x1.call(x), once, twice, pooled];
    }
}
