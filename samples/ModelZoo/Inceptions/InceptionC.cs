using QuantGen;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Inception v3's block for 17x17 (Szegedy et al. 2016, figure 6): 7x7 convolutions as 1x7 and 7x1 in a row.</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionC : InceptionBlock
{
    private static readonly ((long, long) Kernel, (long, long) Padding) Row = ((1, 7), (0, 3));
    private static readonly ((long, long) Kernel, (long, long) Padding) Column = ((7, 1), (3, 0));

    private readonly BasicConv2d branch1x1;
    private readonly BasicConv2d branch7x7_1;
    private readonly BasicConv2d branch7x7_2;
    private readonly BasicConv2d branch7x7_3;
    private readonly BasicConv2d branch7x7dbl_1;
    private readonly BasicConv2d branch7x7dbl_2;
    private readonly BasicConv2d branch7x7dbl_3;
    private readonly BasicConv2d branch7x7dbl_4;
    private readonly BasicConv2d branch7x7dbl_5;
    private readonly BasicConv2d branch_pool;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input; the output has 768.</param>
    /// <param name="inner">Channels between the convolutions.</param>
    public InceptionC(long inChannels, long inner)
        : base(nameof(InceptionC))
    {
        branch1x1 = new BasicConv2d(inChannels, 192, kernel: 1);
        branch7x7_1 = new BasicConv2d(inChannels, inner, kernel: 1);
        branch7x7_2 = new BasicConv2d(inner, inner, Row.Kernel, Row.Padding);
        branch7x7_3 = new BasicConv2d(inner, 192, Column.Kernel, Column.Padding);
        branch7x7dbl_1 = new BasicConv2d(inChannels, inner, kernel: 1);
        branch7x7dbl_2 = new BasicConv2d(inner, inner, Column.Kernel, Column.Padding);
        branch7x7dbl_3 = new BasicConv2d(inner, inner, Row.Kernel, Row.Padding);
        branch7x7dbl_4 = new BasicConv2d(inner, inner, Column.Kernel, Column.Padding);
        branch7x7dbl_5 = new BasicConv2d(inner, 192, Row.Kernel, Row.Padding);
        branch_pool = new BasicConv2d(inChannels, 192, kernel: 1);

        RegisterComponents();
    }

    /// <inheritdoc/>
    protected override Tensor[] Paths(Tensor x)
    {
        return [branch1x1.call(x), Once(x), Twice(x), branch_pool.call(Pool(x))];

        Tensor Once(Tensor input) => branch7x7_3.call(branch7x7_2.call(branch7x7_1.call(input)));

        Tensor Twice(Tensor input)
        {
            var y = branch7x7dbl_3.call(branch7x7dbl_2.call(branch7x7dbl_1.call(input)));
            return branch7x7dbl_5.call(branch7x7dbl_4.call(y));
        }

        static Tensor Pool(Tensor input) => functional.avg_pool2d(input, kernel_size: 3, stride: 1, padding: 1);
    }
}
