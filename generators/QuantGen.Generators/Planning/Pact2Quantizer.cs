using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Clips a value to a power of two and quantizes it.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
internal abstract record Pact2Quantizer(string Name, EquatableArray<GuardModel> Guards) : QuantizerPlan(Name, Guards, IsUnsigned: false)
{
    /// <summary>Whether it is left out where somebody else does what it would do, so that forward must ask for it.</summary>
    public virtual bool IsOptional => false;
}
