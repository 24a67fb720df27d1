using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>What the twin of a class is to be: decided completely, not yet written.</summary>
/// <param name="Module">The class.</param>
/// <param name="Fields">What becomes of each of its fields, in the same order.</param>
/// <param name="Quantizers">The quantizers that are fields of the twin itself, in the order of its fields.</param>
/// <param name="Rewrites">What changes in forward.</param>
internal sealed record QuantizationPlan(
    ModuleModel Module,
    EquatableArray<FieldPlan> Fields,
    EquatableArray<QuantizerPlan> Quantizers,
    EquatableArray<Rewrite> Rewrites)
{
    /// <summary>Which ranges go where; null unless every result is quantized.</summary>
    public RangePlan? Ranges { get; init; }
}
