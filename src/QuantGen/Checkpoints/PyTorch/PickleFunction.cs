namespace QuantGen.Checkpoints.PyTorch;

/// <summary>What a class or function that a pickle may name is for.</summary>
internal enum PickleFunction
{
    /// <summary>A dictionary.</summary>
    OrderedDict,

    /// <summary>The extents of a tensor.</summary>
    Size,

    /// <summary>A tensor of memory, first element, extents and strides.</summary>
    Tensor,

    /// <summary>The same with flags and what else belongs to it.</summary>
    TensorWithFlags,

    /// <summary>The same with the type of its elements.</summary>
    TensorWithType,

    /// <summary>A parameter of a tensor.</summary>
    Parameter,

    /// <summary>The class of a memory.</summary>
    Storage,

    /// <summary>A type of elements.</summary>
    Type,
}
