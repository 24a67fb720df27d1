using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>An auxiliary classifier, which helps gradients to reach GoogLeNet's early layers (Szegedy et al. 2015, section 5).</summary>
[Quantize(PerChannel)]
public sealed partial class GoogLeNetHead : Module<Tensor, Tensor>
{
    private readonly BasicConv2d conv;
    private readonly Linear fc1;
    private readonly Linear fc2;
    private readonly Dropout dropout;

    /// <summary>Makes a classifier with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="dropout">Share of features that training drops before the last layer.</param>
    public GoogLeNetHead(long inChannels, long classes, double dropout = 0.7)
        : base(nameof(GoogLeNetHead))
    {
        conv = new BasicConv2d(inChannels, 128, kernel: 1);
        fc1 = Linear(128 * 4 * 4, 1024);
        fc2 = Linear(1024, classes);
        this.dropout = Dropout(dropout);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = functional.adaptive_avg_pool2d(x, 4);
        x = conv.call(x);
        x = functional.relu(fc1.call(x.flatten(1)), inplace: true);
        return fc2.call(dropout.call(x));
    }
}
