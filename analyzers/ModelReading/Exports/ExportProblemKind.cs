namespace QuantGen.ModelReading.Exports;

/// <summary>Why a class with <c>[Export]</c> gets no symbolic forward. Each kind has its rule, which reports it as an error at the problem's place.</summary>
internal enum ExportProblemKind
{
    /// <summary>The class cannot be added to, or has nothing to export. Arguments: the class, why; the latter fits behind <c>because</c>.</summary>
    Declaration,

    /// <summary>A value is read out of a tensor. Arguments: the expression.</summary>
    ValueRead,

    /// <summary>A member or function of TorchSharp has no form in a graph. Arguments: its name, and what of it is missing.</summary>
    Operation,

    /// <summary>A tensor is handed to code outside the class. Arguments: the function, constructor or type that takes it.</summary>
    Function,

    /// <summary>A tensor is kept in a field or property. Arguments: the field.</summary>
    KeptTensor,

    /// <summary>A layer of a class that has no symbolic forward. Arguments: the layer, its class.</summary>
    Layer,

    /// <summary>A construct that cannot be repeated over values of a graph. Arguments: what it is, what to write instead; both fit into a sentence.</summary>
    Construct,
}
