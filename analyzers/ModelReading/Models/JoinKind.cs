namespace QuantGen.ModelReading.Models;

/// <summary>The operations in which tensors meet as numbers.</summary>
internal enum JoinKind
{
    /// <summary>A sum, element by element.</summary>
    Sum,

    /// <summary>A difference, element by element. Read as such for fixed-point hardware only; else it is an operation like any other.</summary>
    Difference,

    /// <summary>A product, element by element.</summary>
    Product,

    /// <summary>A product of matrices, one or many.</summary>
    MatrixProduct,

    /// <summary>Tensors one behind another.</summary>
    Concatenation,

    /// <summary>Scaled dot-product attention of query, key and value.</summary>
    Attention,
}
