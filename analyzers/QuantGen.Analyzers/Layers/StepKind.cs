namespace QuantGen.Analyzers.Layers;

/// <summary>What a <see cref="Step"/> is.</summary>
internal enum StepKind
{
    /// <summary>A tensor that forward receives.</summary>
    Input,

    /// <summary>A layer of TorchSharp that runs.</summary>
    Layer,

    /// <summary>A function, a tensor's method or an operator.</summary>
    Operation,

    /// <summary>A sum of two tensors.</summary>
    Sum,

    /// <summary>A product of two tensors, element by element.</summary>
    Product,

    /// <summary>Tensors one behind another.</summary>
    Concatenation,

    /// <summary>Where paths meet, or where tensors are gathered in a list: the value is one of the inputs.</summary>
    Merge,

    /// <summary>What forward gives back.</summary>
    Result,

    /// <summary>
    /// Something of which nothing is known: a block, a layer made elsewhere, what stands around a Sequential that no call reaches.
    /// </summary>
    Opaque,
}
