using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using NamedLayer = (string Name, TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Layer);

namespace ModelZoo;

/// <summary>Makes single layers as a structure says.</summary>
/// <param name="structure">The structure.</param>
/// <param name="activation">The activation of the network.</param>
internal sealed class StructureLayers(Structure structure, ActivationKind activation)
{
    private const long DefaultNormGroups = 8;

    /// <summary>The activation of the network.</summary>
    public ActivationKind Activation => activation;

    /// <summary>Makes a convolution with what stands around it.</summary>
    /// <param name="convolution">The convolution.</param>
    /// <param name="number">What the names of its layers end in.</param>
    /// <param name="parts">What there shall be of it, in order.</param>
    public IEnumerable<NamedLayer> Unit(ConvolutionShape convolution, int number, IEnumerable<UnitPart> parts)
    {
        var channels = convolution.InChannels;
        foreach (var part in parts)
        {
            if (structure.Norm == NormKind.Fixup && (part == UnitPart.Convolution || (part == UnitPart.Activation && activation != ActivationKind.None)))
                yield return ($"{NameOf(part)}_bias{number}", new ScalarBias());

            if (part == UnitPart.Convolution)
            {
                yield return ($"conv{number}", Convolution(convolution, convolution.Kind));
                channels = convolution.OutChannels;
            }
            else if (Other(part, channels) is { } layer)
            {
                yield return ($"{NameOf(part)}{number}", layer);
            }
        }
    }

    /// <summary>Makes what stands around a convolution without one.</summary>
    /// <param name="channels">The channels there.</param>
    /// <param name="parts">What there shall be, in order.</param>
    public IEnumerable<NamedLayer> Around(long channels, IEnumerable<UnitPart> parts) => Unit(ConvolutionShape.Pointwise(channels, channels), 1, parts);

    /// <summary>Makes a skip connection; null for the identity.</summary>
    public Module<Tensor, Tensor>? Shortcut(long inChannels, long outChannels, long stride)
    {
        if (inChannels == outChannels && stride == 1)
            return structure.NormOnIdentity ? Norm(outChannels) : null;

        return structure.Shortcut switch
        {
            ShortcutKind.PooledCopies => WithoutConvolution(new PooledCopies(Copies(inChannels, outChannels), Pool(stride)), outChannels),
            ShortcutKind.PaddedIdentity => WithoutConvolution(new PaddedIdentity(stride, MoreChannels(inChannels, outChannels)), outChannels),
            ShortcutKind.PooledConvolution => Projection(new ConvolutionShape(inChannels, outChannels, Kernel: 1), Pool(stride)),
            _ => Projection(new ConvolutionShape(inChannels, outChannels, Kernel: 1, stride), pool: null),
        };
    }

    /// <summary>
    /// Requires that averages of channels tell pictures apart: behind a norm that gives each channel the same mean in every picture they do not,
    /// unless an activation follows.
    /// </summary>
    /// <param name="channels">Channels of the last block.</param>
    /// <exception cref="ArgumentException">None follows.</exception>
    public void RequireMeans(long channels)
    {
        var fixesMeans = structure.Norm == NormKind.Instance || (structure.Norm == NormKind.Group && GroupsOf(channels) == channels);
        var activates = activation != ActivationKind.None
            && structure.Order.Parts().SkipWhile(static part => part != UnitPart.Norm).TakeWhile(static part => part != UnitPart.Convolution).Contains(UnitPart.Activation);
        if (fixesMeans && !activates)
            throw StructureRules.Refusal(
                structure,
                $"Norms of single channels give each the same mean in every picture, and with the order {structure.Order} and activation {activation} nothing stands between the " +
                "last of them and the average pool, so that the classifier sees no difference: choose another norm, or an activation behind it.");
    }

    private static string NameOf(UnitPart part) => part switch
    {
        UnitPart.Convolution => "conv",
        UnitPart.Norm => "norm",
        _ => "act",
    };

    private Module<Tensor, Tensor>? Other(UnitPart part, long channels) => part == UnitPart.Norm ? Norm(channels) : ActivationOf(channels);

    private Module<Tensor, Tensor>? ActivationOf(long channels) => activation switch
    {
        ActivationKind.ReLU => ReLU(inplace: true),
        ActivationKind.ReLU6 => ReLU6(inplace: true),
        ActivationKind.PReLU => PReLU(channels),
        ActivationKind.LeakyReLU => LeakyReLU(inplace: true),
        _ => null,
    };

    private Module<Tensor, Tensor>? Norm(long channels) => structure.Norm switch
    {
        NormKind.Batch => BatchNorm2d(channels),
        NormKind.Group => GroupNorm(GroupsOf(channels), channels),
        NormKind.Instance => InstanceNorm2d(channels, affine: true),
        _ => null,
    };

    private long GroupsOf(long channels)
    {
        var groups = structure.NormGroups ?? DefaultNormGroups;
        return channels % groups == 0
            ? groups
            : throw StructureRules.Refusal(structure, $"A norm of {channels} channels cannot have {groups} groups: choose a divisor for {nameof(structure.NormGroups)}.");
    }

    private Sequential Projection(ConvolutionShape convolution, Module<Tensor, Tensor>? pool)
    {
        var row = new List<NamedLayer>();
        if (pool is not null)
            row.Add(("pool", pool));
        if (structure.Norm == NormKind.Fixup)
            row.Add(("conv_bias", new ScalarBias()));
        row.Add(("conv", Convolution(convolution, FloatConvolutions.Shortcut)));
        if (Norm(convolution.OutChannels) is { } norm)
            row.Add(("norm", norm));

        return Sequential(row);
    }

    private Module<Tensor, Tensor> WithoutConvolution(Module<Tensor, Tensor> shortcut, long channels) =>
        structure.NormOnIdentity ? Sequential(("copies", shortcut), ("norm", Norm(channels)!)) : shortcut;

    // A convolution with stride reaches the last row and column of pictures with odd sides; so must the pool.
    private static AvgPool2d? Pool(long stride) => stride == 1 ? null : AvgPool2d(stride, stride: stride, ceil_mode: true, count_include_pad: false);

    private long Copies(long inChannels, long outChannels) => outChannels % inChannels == 0
        ? outChannels / inChannels
        : throw StructureRules.Refusal(structure, $"Copies of {inChannels} channels do not make {outChannels}: choose another {nameof(ShortcutKind)} than {ShortcutKind.PooledCopies}.");

    private long MoreChannels(long inChannels, long outChannels) => outChannels >= inChannels
        ? outChannels - inChannels
        : throw StructureRules.Refusal(structure, $"{inChannels} channels cannot be filled up to {outChannels}: choose another {nameof(ShortcutKind)} than {ShortcutKind.PaddedIdentity}.");

    private Module<Tensor, Tensor> Convolution(ConvolutionShape shape, FloatConvolutions? kind)
    {
        var conv = Conv2d(
            shape.InChannels, shape.OutChannels, shape.Kernel, stride: shape.Stride, padding: (shape.Kernel - 1) / 2, groups: shape.Groups, bias: false);
        Initialization.Convolution(conv);
        return kind is { } of ? new OptionalFloatConv2d(conv, structure.KeepFloat.HasFlag(of)) : conv;
    }
}
