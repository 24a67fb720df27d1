using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using NamedLayer = (string Name, TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor> Layer);

namespace ModelZoo;

/// <summary>Makes the parts of one network as a structure says.</summary>
internal sealed class StructureBuilder
{
    private readonly Structure structure;
    private readonly StructureLayers layers;
    private readonly SkipSpan skips;
    private readonly List<Sequential> branches = [];

    /// <summary>Makes a builder for one network.</summary>
    /// <param name="structure">What it shall look like.</param>
    /// <param name="family">What it has a place for.</param>
    /// <exception cref="ArgumentException">The network cannot look like that.</exception>
    public StructureBuilder(Structure structure, StructureFamily family)
    {
        StructureRules.Require(structure, family);
        this.structure = structure;
        skips = structure.Skips ?? family.Skips[0];
        layers = new StructureLayers(structure, structure.Activation ?? family.Activation);
    }

    /// <summary>Makes a block of convolutions, with the skip connections that the structure has.</summary>
    public Module<Tensor, Tensor> Block(params ConvolutionShape[] convolutions) => skips switch
    {
        SkipSpan.None => Plain(convolutions),
        SkipSpan.Block => WithSkip(convolutions),
        _ => Sequential(convolutions.Select(convolution => WithSkip(convolution))),
    };

    /// <summary>Makes a block without skip connections.</summary>
    public Module<Tensor, Tensor> Plain(params ConvolutionShape[] convolutions) => Bases(() => Row(convolutions, isResidual: false));

    /// <summary>Makes the first convolution of a network: in float as the order has it, behind it a pool or nothing.</summary>
    public Sequential Stem(ConvolutionShape convolution, Module<Tensor, Tensor>? pool = null)
    {
        var parts = structure.Order.FromConvolution().Where(part => structure.StemActivation || part != UnitPart.Activation);
        var row = layers.Unit(convolution, 1, parts).ToList();
        if (pool is not null)
            row.Add(("pool", pool));

        return Sequential(row);
    }

    /// <summary>Puts a network together: behind the last block stands what the order has before convolutions.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="stem">The first convolution.</param>
    /// <param name="features">The blocks.</param>
    /// <param name="channels">Channels of the last block.</param>
    /// <param name="classes">How many classes to tell apart.</param>
    /// <param name="side">Height and width of what the classifier reads; null where each channel is averaged before.</param>
    /// <exception cref="ArgumentException">The averages would say nothing.</exception>
    public StructuredNetwork Network(
        string name, Sequential stem, IEnumerable<NamedLayer> features, long channels, long classes, long? side = null)
    {
        if (side is null)
            layers.RequireMeans(channels);

        var tail = layers.Around(channels, structure.Order.BeforeConvolution()).ToList();
        var fc = Linear(channels * (side * side ?? 1), classes);
        if (structure.Norm == NormKind.Fixup)
        {
            tail.Add(("fc_bias", new ScalarBias()));
            StructureStart.Fixup(branches, branches.Count / structure.Bases, fc);
        }
        else if (structure.ZeroLastNorm)
        {
            StructureStart.ZeroLastNorm(branches);
        }

        return new StructuredNetwork(name, stem, Sequential(features), tail.Count == 0 ? null : Sequential(tail), pools: side is null, fc);
    }

    private SkipBlock WithSkip(params ConvolutionShape[] convolutions)
    {
        var (first, last) = (convolutions[0], convolutions[^1]);
        StructureStart.RequireLearning(structure, layers.Activation, last);
        var body = Bases(() => Row(convolutions, isResidual: true));
        var shortcut = layers.Shortcut(first.InChannels, last.OutChannels, convolutions.Aggregate(1L, static (stride, convolution) => stride * convolution.Stride));
        var activation = structure.Order.ActivatesSum() && !last.IsLinear ? layers.Around(last.OutChannels, [UnitPart.Activation]).ToList() : [];
        return new SkipBlock(body, shortcut, activation.Count == 0 ? null : Sequential(activation));
    }

    private Module<Tensor, Tensor> Bases(Func<Sequential> row) =>
        structure.Bases == 1 ? row() : new BasisSum(Enumerable.Range(0, structure.Bases).Select(_ => row()));

    private Sequential Row(ConvolutionShape[] convolutions, bool isResidual)
    {
        var row = new List<NamedLayer>();
        foreach (var (index, convolution) in convolutions.Index())
        {
            var isBehindSum = isResidual && structure.Order.ActivatesSum() && index == convolutions.Length - 1;
            var parts = structure.Order.Parts().Where(part => part != UnitPart.Activation || !(convolution.IsLinear || isBehindSum));
            row.AddRange(layers.Unit(convolution, index + 1, parts));
        }

        if (structure.Bases > 1 || (isResidual && structure.Norm == NormKind.Fixup))
            row.Add(("scale", new ScalarScale(1.0 / structure.Bases)));

        var result = Sequential(row);
        if (isResidual)
            branches.Add(result);

        return result;
    }
}
