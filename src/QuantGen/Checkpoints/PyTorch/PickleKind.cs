namespace QuantGen.Checkpoints.PyTorch;

/// <summary>What a value of a pickle is.</summary>
internal enum PickleKind
{
    /// <summary>No value.</summary>
    Unset,

    /// <summary>None.</summary>
    None,

    /// <summary>False.</summary>
    False,

    /// <summary>True.</summary>
    True,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A text, by its place in the file.</summary>
    Text,

    /// <summary>Something that no tensor needs: a real number, a text that is longer than a name.</summary>
    Other,

    /// <summary>A tuple, by the place of its items.</summary>
    Tuple,

    /// <summary>A list, by its number.</summary>
    List,

    /// <summary>A dictionary, by its number.</summary>
    Dictionary,

    /// <summary>A class or function, by its number in <see cref="PickleGlobal.All"/>.</summary>
    Global,

    /// <summary>The memory of tensors, by its number.</summary>
    Storage,

    /// <summary>A tensor, by its number.</summary>
    Tensor,
}
