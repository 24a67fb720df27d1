namespace QuantGen.Graph;

/// <summary>What an entry between brackets is.</summary>
internal enum IndexKind
{
    /// <summary>A new axis.</summary>
    New,

    /// <summary>As many whole axes as the other entries leave.</summary>
    Rest,

    /// <summary>One place of an axis, which disappears.</summary>
    Place,

    /// <summary>Places of an axis at equal distances.</summary>
    Range,

    /// <summary>Places of an axis that a tensor names.</summary>
    Table,
}
