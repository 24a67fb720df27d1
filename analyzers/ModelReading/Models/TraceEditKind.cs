namespace QuantGen.ModelReading.Models;

/// <summary>How a stretch of a member changes that is copied to compute over values of a graph.</summary>
internal enum TraceEditKind
{
    /// <summary>Another text takes its place.</summary>
    Replace,

    /// <summary>It is the name of a copied member, which gets another one; where the twin renames the member too, on top of that.</summary>
    Name,

    /// <summary>Something opens before it, and a parenthesis closes behind it.</summary>
    Wrap,
}
