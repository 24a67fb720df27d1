using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>
/// A condition under which a part of forward runs and that is settled when the object is made: it asks only for handed-over
/// values and whether layers are there.
/// </summary>
/// <param name="Condition">The condition in forward's text.</param>
/// <param name="IsNegated">Whether the part runs when it does not hold.</param>
/// <param name="Fields">The fields it reads.</param>
internal sealed record GuardModel(TextRange Condition, bool IsNegated, EquatableArray<string> Fields);
