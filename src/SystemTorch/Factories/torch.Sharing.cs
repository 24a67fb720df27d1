namespace TorchSharp;

public static partial class torch
{
    /// <summary>A tensor of an array's shape over the array's own memory: what is written to one is read from the other.</summary>
    /// <param name="rawArray">The array, of any rank.</param>
    /// <param name="device">Where the tensor lies; on another device than the CPU it is a copy. Null for the CPU.</param>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device ?? CPU);

    /// <summary>A tensor of an array's shape over the array's own memory, unless type or device ask for a copy.</summary>
    /// <param name="rawArray">The array, of any rank.</param>
    /// <param name="dtype">The type of the elements; null for the array's.</param>
    /// <param name="device">Where the tensor lies; null for the default device.</param>
    /// <param name="requires_grad">Whether to record operations on the tensor.</param>
    /// <param name="names">Names of dimensions; not supported.</param>
    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Finish(OverArray(rawArray, ShapeOf(rawArray), 0, dtype, device, requires_grad), requires_grad: false, names);

    /// <inheritdoc cref="from_array(Array, ScalarType?, Device, bool, string[])"/>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>The tensor itself, another object for it, or a copy of the type and on the device asked for.</summary>
    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.toWillCopy(dtype ?? data.dtype, device ?? data.device)
            ? data.to(dtype ?? data.dtype, device ?? data.device)
            : data.alias();
    }

    /// <summary>A tensor of one dimension over part of an array's own memory, unless the type asks for a copy.</summary>
    /// <param name="rawArray">The array.</param>
    /// <param name="dtype">The type of the elements.</param>
    /// <param name="count">How many elements; -1 for all.</param>
    /// <param name="offset">The first element.</param>
    /// <param name="requires_grad">Whether to record operations on the tensor.</param>
    /// <exception cref="ArgumentException">The array has no such elements.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        ArgumentNullException.ThrowIfNull(rawArray);
        if (offset < 0 || offset >= rawArray.LongLength)
            throw new ArgumentException($"invalid value for 'offset': {offset}", nameof(offset));
        if (count > rawArray.LongLength - offset)
            throw new ArgumentException($"element count is too large: {count}", nameof(count));
        return OverArray(rawArray, [count < 0 ? rawArray.LongLength - offset : count], offset, dtype, CPU, requires_grad);
    }
}
