namespace QuantGen.ModelReading.Models;

/// <summary>How an operation on tensors is written.</summary>
internal enum OperationForm
{
    /// <summary>A method of the tensor: <c>x.relu()</c>.</summary>
    Method,

    /// <summary>A function of <c>torch</c>: <c>torch.relu(x)</c>.</summary>
    Torch,

    /// <summary>A function of <c>torch.nn.functional</c>: <c>functional.relu(x)</c>, <c>F.relu(x)</c>.</summary>
    Functional,

    /// <summary>A static method by its bare name, <c>relu(x)</c>, or one of another class.</summary>
    Static,

    /// <summary>An operator or an index.</summary>
    Operator,
}
