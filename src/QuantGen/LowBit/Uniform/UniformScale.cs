using System.Runtime.InteropServices;

namespace QuantGen.LowBit;

/// <summary>Levels, with the range and offset of one run of values.</summary>
/// <param name="grid">The levels.</param>
/// <param name="range">The learned range, of any sign.</param>
/// <param name="offset">The offset, or null.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct UniformScale(UniformGrid grid, float range, float? offset)
{
    /// <summary>The levels.</summary>
    public UniformGrid Grid { get; } = grid;

    /// <summary>The magnitude of the range.</summary>
    public float Range { get; } = UniformRange.Magnitude(range);

    /// <summary>The distance between two levels.</summary>
    public float Step { get; } = UniformRange.Magnitude(range) / grid.StepsPerUnit;

    /// <summary>The offset.</summary>
    public float Offset { get; } = offset ?? 0;

    /// <summary>Whether there is one.</summary>
    public bool HasOffset { get; } = offset is not null;
}
