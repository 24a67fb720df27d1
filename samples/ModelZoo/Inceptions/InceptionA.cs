using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Inception v3's block for 35x35 (Szegedy et al. 2016, figure 5): the 5x5 path is kept beside two 3x3 in a row.</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionA : InceptionBlock
{
    private readonly BasicConv2d branch1x1;
    private readonly BasicConv2d branch5x5_1;
    private readonly BasicConv2d branch5x5_2;
    private readonly BasicConv2d branch3x3dbl_1;
    private readonly BasicConv2d branch3x3dbl_2;
    private readonly BasicConv2d branch3x3dbl_3;
    private readonly BasicConv2d branch_pool;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="pooled">Channels of the path that pools first; the output has 224 more.</param>
    public InceptionA(long inChannels, long pooled)
        : base(nameof(InceptionA))
    {
        branch1x1 = new BasicConv2d(inChannels, 64, kernel: 1);
        branch5x5_1 = new BasicConv2d(inChannels, 48, kernel: 1);
        branch5x5_2 = new BasicConv2d(48, 64, kernel: 5, padding: 2);
        branch3x3dbl_1 = new BasicConv2d(inChannels, 64, kernel: 1);
        branch3x3dbl_2 = new BasicConv2d(64, 96, kernel: 3, padding: 1);
        branch3x3dbl_3 = new BasicConv2d(96, 96, kernel: 3, padding: 1);
        branch_pool = new BasicConv2d(inChannels, pooled, kernel: 1);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor[] Paths(Tensor x)
    {
        var narrow = branch1x1.call(x);
        var wide = branch5x5_2.call(branch5x5_1.call(x));

        var twice = branch3x3dbl_1.call(x);
        twice = branch3x3dbl_2.call(twice);
        twice = branch3x3dbl_3.call(twice);

        var pooled = functional.avg_pool2d(x, kernel_size: 3, stride: 1, padding: 1);
        return [narrow, wide, twice, branch_pool.call(pooled)];
    }
}
