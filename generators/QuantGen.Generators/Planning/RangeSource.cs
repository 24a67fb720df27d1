using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Whose range a value has.</summary>
internal abstract record RangeSource
{
    private RangeSource()
    {
    }

    /// <summary>That of the model's only input.</summary>
    internal sealed record ModelInput : RangeSource;

    /// <summary>That of a quantizer, or of what a module returns.</summary>
    /// <param name="Field">The quantizer's or module's field.</param>
    internal sealed record Part(string Field) : RangeSource;

    /// <summary>One of two, which is settled when the object is made.</summary>
    /// <param name="Guard">The condition.</param>
    /// <param name="WhereItHolds">That where it holds.</param>
    /// <param name="Elsewhere">That where it does not.</param>
    internal sealed record Choice(GuardModel Guard, Part WhereItHolds, Part Elsewhere) : RangeSource;
}
