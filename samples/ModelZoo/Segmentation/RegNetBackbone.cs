using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The feature maps of a <see cref="RegNet"/>, with its parameter names, so that its weights load.</summary>
[Quantize(PerChannel)]
public sealed partial class RegNetBackbone : FeatureBackbone
{
    private readonly Sequential stem = RegNetStages.CreateStem();
    private readonly Sequential trunk_output = Sequential();
    private readonly List<long> channels = [RegNetStages.StemChannels];

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="options">The numbers that it follows from; null for RegNetX of 800 million multiplications.</param>
    public RegNetBackbone(RegNetOptions? options = null)
        : base(nameof(RegNetBackbone))
    {
        foreach (var (blocks, width) in RegNetStages.CreateStages(options ?? RegNetOptions.X800MF))
        {
            trunk_output.append($"block{channels.Count}", blocks);
            channels.Add(width);
        }

        RegisterComponents();
        Initialization.MobileNet(this);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<long> Channels => channels;

    /// <inheritdoc/>
    public override (Tensor At2, Tensor At4, Tensor At8, Tensor At16, Tensor At32) forward(Tensor x)
    {
        var at2 = stem.call(x);
        var at4 = trunk_output[0].call(at2);
        var at8 = trunk_output[1].call(at4);
        var at16 = trunk_output[2].call(at8);
        return (at2, at4, at8, at16, trunk_output[3].call(at16));
    }
}
