namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    /// <summary>Shape, type and device alone.</summary>
    Metadata,

    /// <summary>As Julia does: the shape above, columns aligned.</summary>
    Julia,

    /// <summary>As NumPy does: nested brackets.</summary>
    Numpy,

    /// <summary>As C# does: nested braces.</summary>
    CSharp,

    /// <summary>What <see cref="torch.TensorStringStyle"/> says.</summary>
    Default,
}
