namespace QuantGen.ModelReading.Flows;

/// <summary>The kinds of <see cref="Flow"/>.</summary>
internal enum FlowKind
{
    /// <summary>Of no interest.</summary>
    None,

    /// <summary>A tensor, for certain.</summary>
    Tensor,

    /// <summary>Computed from tensors; only binding tells whether it is one.</summary>
    Derived,

    /// <summary>The layer in a field.</summary>
    Layer,

    /// <summary>A layer in a list of layers.</summary>
    Element,

    /// <summary>One of several layers.</summary>
    AnyLayer,

    /// <summary>A local function, or a lambda in a local variable.</summary>
    Code,
}
