namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>How many classes were seen.</summary>
/// <param name="Annotated">In all.</param>
/// <param name="Twins">Those that have a twin.</param>
internal sealed record FuzzCount(int Annotated, int Twins)
{
    public static FuzzCount operator +(FuzzCount left, FuzzCount right) => new(left.Annotated + right.Annotated, left.Twins + right.Twins);
}
