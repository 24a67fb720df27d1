namespace QuantGen.Tests.Graph.Support;

/// <summary>Which numbers a sample holds.</summary>
internal enum SampleKind
{
    /// <summary>Numbers around zero.</summary>
    Normal,

    /// <summary>Numbers above zero.</summary>
    Positive,

    /// <summary>Numbers within -0.9 and 0.9.</summary>
    Unit,

    /// <summary>Multiples of one half, equal ones among them.</summary>
    Halves,

    /// <summary>Whole numbers around zero, as 64-bit integers.</summary>
    Whole,

    /// <summary>0 and 1 as 64-bit integers.</summary>
    Index,

    /// <summary>Truth values.</summary>
    Truth,
}
