namespace QuantGen.ModelReading.Models;

/// <summary>How values of a graph are put together in a parameter or result.</summary>
internal enum TraceShapeKind
{
    /// <summary>One value.</summary>
    Value,

    /// <summary>One value, or null.</summary>
    Nullable,

    /// <summary>A tuple.</summary>
    Tuple,

    /// <summary>An array or list of values.</summary>
    List,

    /// <summary>Something that is no value of a graph.</summary>
    Other,
}
