using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// RegNetX (Radosavovic et al. 2020), with torchvision's structure and parameter names, so that torchvision's weights load. Takes
/// N x 3 x H x W, gives N x classes.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class RegNet : Module<Tensor, Tensor>
{
    private readonly RegNetOptions options;
    private readonly Sequential stem;
    private readonly Sequential trunk_output;
    private readonly AdaptiveAvgPool2d avgpool;
    private readonly Linear fc;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="options">The numbers that it follows from.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    public RegNet(RegNetOptions options, long classes = 1000)
        : base(nameof(RegNet))
    {
        this.options = options;
        var stages = RegNetStages.CreateStages(options);
        stem = RegNetStages.CreateStem();
        trunk_output = Sequential(stages.Select(static (stage, i) => ($"block{i + 1}", (Module<Tensor, Tensor>)stage.Blocks)));
        avgpool = AdaptiveAvgPool2d(1);
        fc = Linear(stages[^1].Channels, classes);

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <summary>The numbers that the network follows from.</summary>
    public RegNetOptions Options => options;

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        x = trunk_output.call(stem.call(x));
        x = avgpool.call(x).flatten(start_dim: 1);
        return fc.call(x);
    }
}
