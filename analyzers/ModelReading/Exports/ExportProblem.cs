using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Exports;

/// <summary>What stands between a class and its symbolic forward, and where. Holds a place in the source, so it is never kept in a pipeline.</summary>
/// <param name="Kind">Why there is none.</param>
/// <param name="Location">The offending expression or name, exactly.</param>
/// <param name="Arguments">What the message names; <see cref="ExportProblemKind"/> says which and in what order.</param>
internal sealed record ExportProblem(ExportProblemKind Kind, Location Location, EquatableArray<string> Arguments);
