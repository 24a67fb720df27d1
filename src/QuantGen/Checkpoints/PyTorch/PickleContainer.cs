using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>A list or dictionary of a pickle.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct PickleContainer()
{
    /// <summary>Its first run of values; -1 for none.</summary>
    public int First { get; set; } = -1;

    /// <summary>Its last run of values; -1 for none.</summary>
    public int Last { get; set; } = -1;

    /// <summary>How many values there are; in a dictionary, two for each key.</summary>
    public int Count { get; set; }

    /// <summary>Whether a search came by.</summary>
    public bool IsSeen { get; set; }
}
