using QuantGen.LowBit;
using QuantGen.Modules;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>A twin as the generator writes it: a stem, a container with a block of two layers, and a head.</summary>
internal sealed class LowBitTwin : nn.Module<Tensor, Tensor>
{
    private readonly LowBitConv2d stem;
    private readonly QuantSequential body;
    private readonly LowBitLinear head;

    /// <summary>Makes it of fresh layers.</summary>
    /// <param name="options">Options of the call of ToQuantized.</param>
    /// <param name="asksForHead">Whether the head's field has an annotation of its own.</param>
    /// <param name="keepsStem">Whether the stem stands in a container of layers that are kept in float.</param>
    public LowBitTwin(QuantizationOptions? options = null, bool asksForHead = false, bool keepsStem = false)
        : base(nameof(LowBitTwin))
    {
        var layers = new LayerConverter(options)
        {
            Target = QuantizationTarget.LowBit,
            WeightAlgorithm = LowBitAlgorithm.Lsq,
            ActivationAlgorithm = LowBitAlgorithm.Pact,
        };
        if (keepsStem)
            register_module("kept", layers.Copy(nn.Conv2d(3, 3, 1)));
        stem = layers.LowBit(nn.Conv2d(3, 4, 3, padding: 1));
        body = layers.Convert(nn.Sequential(
            ("conv1", nn.Conv2d(4, 4, 3, padding: 1)),
            ("norm", nn.BatchNorm2d(4)),
            ("relu", nn.ReLU()),
            ("pool", nn.AvgPool2d(2)),
            ("conv2", nn.Conv2d(4, 4, 3, padding: 1))));
        head = (asksForHead ? layers.With(weightLevels: 256, evenAtEnds: true) : layers).LowBit(nn.Linear(4, 2));
        RegisterComponents();
        layers.Complete(this);
    }

    /// <summary>Each layer with the levels of its weight and input.</summary>
    public IEnumerable<string> Levels => this.LowBitLayers().Select(static layer =>
        $"{layer.Name} {layer.Layer.WeightQuantizer!.Levels} {layer.Layer.InputQuantizer!.Levels}{(layer.Layer.Enabled ? "" : " off")}");

    public override Tensor forward(Tensor x) => head.call(body.call(stem.call(x)).mean([2, 3]));
}
