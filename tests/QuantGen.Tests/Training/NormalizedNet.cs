using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Training;

/// <summary>A convolution with a normalization merged into it, one called by itself, a learned range, and a classifier.</summary>
internal sealed class NormalizedNet : Module<Tensor, Tensor>
{
    private readonly QuantConv2d conv;
    private readonly BatchNorm2d bn1;
    private readonly BatchNorm2d bn2;
    private readonly QuantLinear fc;

    public NormalizedNet(QuantDescriptor? weight = null)
        : base(nameof(NormalizedNet))
    {
        manual_seed(8);
        var input = new QuantDescriptor { Amax = [3] };
        using var layer = Conv2d(2, 4, 3);
        using var linear = Linear(4, 3);
        bn1 = BatchNorm2d(4);
        bn2 = BatchNorm2d(4);
        conv = new QuantConv2d(layer, input, weight ?? QuantDescriptor.Int8ConvWeightPerChannel);
        conv.FoldBatchNorm(bn1);
        fc = new QuantLinear(linear, new QuantDescriptor { LearnAmax = true, Amax = [2] }, weight ?? QuantDescriptor.Int8LinearWeightPerRow);
        RegisterComponents();
        this.NameQuantizers();
        using var noGradient = no_grad();
        foreach (var norm in new[] { bn1, bn2 })
        {
            norm.running_mean!.uniform_(-0.2, 0.2);
            norm.running_var!.uniform_(0.5, 2);
            norm.weight.uniform_(0.5, 1.5);
        }
    }

    public QuantConv2d Convolution => conv;

    public BatchNorm2d Merged => bn1;

    public override Tensor forward(Tensor input) => fc.call(bn2.call(conv.call(input)).mean([2, 3]));

    /// <summary>Running statistics of both normalizations.</summary>
    public float[] Statistics() =>
        [.. new[] { bn1.running_mean!, bn1.running_var!, bn2.running_mean!, bn2.running_var! }.SelectMany(Tensors.Floats)];
}
