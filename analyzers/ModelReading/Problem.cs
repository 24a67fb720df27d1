using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading;

/// <summary>What stands between a class and its twin, and where. Holds a place in the source, so it is never kept in a pipeline.</summary>
/// <param name="Kind">Why there is no twin.</param>
/// <param name="Location">The offending expression or name, exactly.</param>
/// <param name="Arguments">What the message names; <see cref="ProblemKind"/> says which and in what order.</param>
internal sealed record Problem(ProblemKind Kind, Location Location, EquatableArray<string> Arguments);
