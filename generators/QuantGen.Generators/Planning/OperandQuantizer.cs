using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Quantizes an operand of a sum, a product or attention.</summary>
/// <param name="Name">The field.</param>
/// <param name="Guards">The conditions under which forward reaches it.</param>
/// <param name="IsUnsigned">Whether what it quantizes is never negative.</param>
/// <param name="Role">What the operand is to the operation.</param>
/// <param name="Operand">The operand as written.</param>
/// <param name="Whole">The operation as written.</param>
internal sealed record OperandQuantizer(string Name, EquatableArray<GuardModel> Guards, bool IsUnsigned, OperandRole Role, string Operand, string Whole)
    : QuantizerPlan(Name, Guards, IsUnsigned)
{
    /// <summary>Whether it computes the sum, too.</summary>
    public bool Adds { get; init; }

    /// <summary>The activation that it computes behind the sum; null for none.</summary>
    public string? Activation { get; init; }
}
