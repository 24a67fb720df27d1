extern alias lowBit;

using lowBit::ModelZoo;

namespace ImageClassification.LowBit;

/// <summary>The structure of a network.</summary>
internal sealed record StructureSettings
{
    /// <summary>Whether it is a network of the structured ones, and not that of its paper.</summary>
    public bool Used { get; init; }

    /// <summary>What its blocks look like, where it is.</summary>
    public Structure Shape { get; init; } = new();

    /// <summary>Bi-Real Net's.</summary>
    public static StructureSettings BiReal { get; } = new() { Used = true, Shape = Structure.BiReal };

    /// <summary>Group-Net's.</summary>
    public static StructureSettings GroupNet { get; } = new() { Used = true, Shape = Structure.GroupNet };
}
