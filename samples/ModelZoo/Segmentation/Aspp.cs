using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// Atrous spatial pyramid pooling (Chen et al. 2017, section 3.3): looks at the picture with convolutions of several dilations and as a
/// whole, and mixes what they see. Takes N x C x H x W, gives N x channels x H x W.
/// </summary>
[Quantize(PerChannel)]
public sealed partial class Aspp : Module<Tensor, Tensor>
{
    private readonly ModuleList<Module<Tensor, Tensor>> convs;
    private readonly Sequential project;

    /// <summary>Makes a block with fresh weights.</summary>
    /// <param name="inChannels">Channels of the input.</param>
    /// <param name="channels">Channels of each branch and of the output.</param>
    /// <param name="dilations">The dilations of the 3x3 convolutions.</param>
    public Aspp(long inChannels, long channels, params long[] dilations)
        : base(nameof(Aspp))
    {
        convs = new ModuleList<Module<Tensor, Tensor>>(Branch(1));
        foreach (var dilation in dilations)
            convs.Add(Branch(3, dilation));
        convs.Add(new AsppPooling(inChannels, channels));

        project = Sequential(
            Conv2d(convs.Count * channels, channels, 1, bias: false),
            BatchNorm2d(channels),
            ReLU(),
            Dropout(0.5));

        RegisterComponents();

        Sequential Branch(long kernel, long dilation = 1) => Sequential(
            Conv2d(inChannels, channels, kernel, padding: kernel == 1 ? 0 : dilation, dilation: dilation, bias: false),
            BatchNorm2d(channels),
            ReLU());
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        var branches = new List<Tensor>();
        foreach (var conv in convs)
            branches.Add(conv.call(x));

        return project.call(cat(branches, dim: 1));
    }
}
