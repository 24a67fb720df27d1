using System.Runtime.InteropServices;

namespace QuantGen.ModelReading.Models;

/// <summary>
/// A stretch of the copied members' texts, counted from the first character of <see cref="ForwardModel.Text"/>. Being relative, it
/// does not change when something above a member is edited, so the model stays equal and nothing is emitted again.
/// </summary>
/// <param name="Start">Characters from the start of the texts.</param>
/// <param name="Length">Characters it covers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextRange(int Start, int Length)
{
    /// <summary>The first character behind the stretch.</summary>
    public int End => Start + Length;

    /// <summary>The stretch between two positions.</summary>
    public static TextRange Between(int start, int end) => new(start, end - start);
}
