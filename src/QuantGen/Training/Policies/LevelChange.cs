namespace QuantGen.Training.Policies;

/// <summary>Another number of levels.</summary>
/// <param name="Number">The number; or how many levels less, if it is negative.</param>
public sealed record LevelChange(int Number)
{
    /// <summary>The number of levels that it makes of one.</summary>
    /// <param name="levels">How many there are.</param>
    /// <returns>May be less than 2, which no quantizer can have.</returns>
    public int Of(int levels) => Number < 0 ? levels + Number : Number;
}
