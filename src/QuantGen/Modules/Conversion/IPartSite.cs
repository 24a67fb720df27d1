using TorchSharp;

namespace QuantGen.Modules;

/// <summary>A part of a twin that is quantized without a <see cref="Quantizers.TensorQuantizer"/>, as run-time options name it.</summary>
internal interface IPartSite
{
    /// <summary>The part.</summary>
    torch.nn.Module Module { get; }

    /// <summary>Its paths.</summary>
    SortedSet<string> Names { get; }

    /// <summary>Applies an override that matches.</summary>
    void Apply(LayerOverride entry);
}
