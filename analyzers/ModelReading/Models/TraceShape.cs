using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>How values of a graph are put together in a parameter or result.</summary>
/// <param name="Kind">One, several in order, a list, or none.</param>
/// <param name="Parts">Those of a tuple.</param>
internal sealed record TraceShape(TraceShapeKind Kind, EquatableArray<TraceShape> Parts);
