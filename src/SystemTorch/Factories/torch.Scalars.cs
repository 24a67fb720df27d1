namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], dtype, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(byte scalar, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], null, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], dtype, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], null, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(int scalar, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], null, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], dtype, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(sbyte scalar, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], null, device, requires_grad);

    /// <summary>A tensor of no dimension: a single number.</summary>
    public static Tensor tensor(short scalar, Device? device = null, bool requires_grad = false) =>
        FromArray(new[] { scalar }, [], null, device, requires_grad);
}
