using System.Runtime.InteropServices;

namespace QuantGen.Checkpoints.PyTorch;

/// <summary>Values of a list or dictionary that lie side by side.</summary>
/// <param name="First">The place of the first.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct PickleRun(int First)
{
    /// <summary>How many there are.</summary>
    public int Count { get; set; }

    /// <summary>The next run of the same list or dictionary; -1 behind the last.</summary>
    public int Next { get; set; } = -1;
}
