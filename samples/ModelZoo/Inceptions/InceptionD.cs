using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>Inception v3's block from 17x17 to 8x8 (Szegedy et al. 2016, figure 10).</summary>
[Quantize(PerChannel)]
public sealed partial class InceptionD : Module<Tensor, Tensor>
{
    private readonly BasicConv2d branch3x3_1;
    private readonly BasicConv2d branch3x3_2;
    private readonly BasicConv2d branch7x7x3_1;
    private readonly BasicConv2d branch7x7x3_2;
    private readonly BasicConv2d branch7x7x3_3;
    private readonly BasicConv2d branch7x7x3_4;
    private readonly MaxPool2d maxpool = MaxPool2d(3, stride: 2);

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input; the output has 512 more.</param>
    public InceptionD(long inChannels)
        : base(nameof(InceptionD))
    {
        branch3x3_1 = new BasicConv2d(inChannels, 192, kernel: 1);
        branch3x3_2 = new BasicConv2d(192, 320, kernel: 3, stride: 2);
        branch7x7x3_1 = new BasicConv2d(inChannels, 192, kernel: 1);
        branch7x7x3_2 = new BasicConv2d(192, 192, (1, 7), padding: (0, 3));
        branch7x7x3_3 = new BasicConv2d(192, 192, (7, 1), padding: (3, 0));
        branch7x7x3_4 = new BasicConv2d(192, 192, kernel: 3, stride: 2);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var paths = new Tensor[3];
        paths[0] = branch3x3_2.call(branch3x3_1.call(x));
        paths[1] = branch7x7x3_4.call(branch7x7x3_3.call(branch7x7x3_2.call(branch7x7x3_1.call(x))));
        paths[2] = maxpool.call(x);
        return concat(paths, 1);
    }
}
