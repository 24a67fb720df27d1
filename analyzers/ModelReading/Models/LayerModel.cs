using QuantGen.ModelReading.Layers;

namespace QuantGen.ModelReading.Models;

/// <summary>The layer that a field holds.</summary>
/// <param name="Kind">What it is to quantization.</param>
/// <param name="TypeName">Its class by simple name, as <c>Conv2d</c>; of a <see cref="LayerKind.Unknown"/> one the declared type.</param>
/// <param name="IsDeclared">Whether the field is declared with that class; else it is a <c>Module&lt;...&gt;</c> whose class the only assignments tell.</param>
/// <param name="TwinType">
/// The type of the twin's field, as the twin's file can write it, where it does not follow from the layer's name: the twin of
/// an annotated class, or a list whose elements change their class; else null.
/// </param>
internal sealed record LayerModel(LayerKind Kind, string TypeName, bool IsDeclared, string? TwinType)
{
    /// <summary>The options of a copy, as code that makes them, where TorchSharp hides some; else null.</summary>
    public string? CopyOptions { get; init; }

    /// <summary>Whether it is a list of an annotated class, each element of which becomes that class's twin.</summary>
    public bool HasTwinElements { get; init; }
}
