using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>The slopes of each group and where its steps begin, as numbers.</summary>
internal sealed class FatnnSteps
{
    /// <summary>The least slope: one of zero would be a step of infinite width, whose gradient is no number.</summary>
    public const float LeastSlope = 1e-12f;

    private readonly float[] _slopes;
    private readonly float[] _thresholds;

    /// <summary>Reads slopes.</summary>
    /// <param name="alphas">The learned values, contiguous float32 on the CPU: a number for each group.</param>
    /// <param name="halfRange">Whether each step begins where the one before it ends, and not at zero.</param>
    public FatnnSteps(ReadOnlySpan<Tensor> alphas, bool halfRange)
    {
        (Count, var groups) = (alphas.Length, (int)alphas[0].numel());
        (_slopes, _thresholds) = (new float[Count * groups], new float[Count * groups]);
        for (var i = 0; i < Count; i++)
        {
            var values = MemoryMarshal.Cast<byte, float>(alphas[i].bytes);
            for (var group = 0; group < groups; group++)
            {
                var place = (group * Count) + i;
                _slopes[place] = MathF.Max(MathF.Abs(values[group]), LeastSlope);
                _thresholds[place] = i > 0 && halfRange ? _thresholds[place - 1] + (1 / _slopes[place - 1]) : 0;
            }
        }
    }

    /// <summary>How many steps a group has.</summary>
    public int Count { get; }

    /// <summary>The slopes of a group.</summary>
    public ReadOnlySpan<float> Slopes(int group) => _slopes.AsSpan(group * Count, Count);

    /// <summary>Where the steps of a group begin.</summary>
    public ReadOnlySpan<float> Thresholds(int group) => _thresholds.AsSpan(group * Count, Count);
}
