namespace QuantGen.Generators.Writing;

/// <summary>A stretch of forward's text gives way to another.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is; 0 to insert.</param>
/// <param name="NewText">What takes its place; empty to delete.</param>
/// <param name="Order">Of edits at one place, the smaller comes first.</param>
internal sealed record ForwardEdit(int Start, int Length, string NewText, int Order)
{
    /// <summary>The first character behind the stretch.</summary>
    public int End => Start + Length;
}
