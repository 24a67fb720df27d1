using TorchSharp;

namespace QuantGen.Quantizers.Kernels;

/// <summary>The memory behind tensors.</summary>
internal static unsafe class TensorMemory
{
    private const long LongSpan = 1 << 30;

    /// <summary>
    /// Whether kernels can work on the tensor's memory: float32 on the CPU without gaps or overlaps, in any order of axes.
    /// </summary>
    public static bool IsPlain(torch.Tensor tensor) =>
        tensor.dtype == torch.float32 && tensor.device_type == DeviceType.CPU && !tensor.is_sparse && IsDense(tensor);

    /// <summary>
    /// Whether the elements fill one piece of memory, each place once: true of contiguous tensors, of channels-last ones and of every
    /// permutation of them; false of slices with gaps and of expanded tensors.
    /// </summary>
    public static bool IsDense(torch.Tensor tensor)
    {
        if (tensor.is_contiguous())
            return true;

        var (shape, strides) = (tensor.shape, tensor.stride());
        Array.Sort(strides, shape);
        long expected = 1;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 1)
                continue;
            if (strides[i] != expected)
                return false;
            expected *= shape[i];
        }

        return true;
    }

    /// <summary>Whether two tensors of one shape have their elements at the same places of their memory.</summary>
    public static bool HasLayout(torch.Tensor tensor, ReadOnlySpan<long> shape, ReadOnlySpan<long> strides)
    {
        var own = tensor.stride();
        for (var i = 0; i < own.Length; i++)
        {
            if (own[i] != strides[i] && shape[i] != 1)
                return false;
        }

        return true;
    }

    /// <summary>
    /// Whether a result may take the place of a tensor that nothing else reads: not of a leaf that wants its gradient, nor, where nothing is
    /// recorded, of a tensor that was; and the tensor needs an axis, for <see cref="Overwritten"/>.
    /// </summary>
    public static bool CanOverwrite(torch.Tensor tensor) =>
        tensor.dim() > 0 && (!tensor.requires_grad || (torch.is_grad_enabled() && !tensor.is_leaf));

    /// <summary>
    /// Tells autograd that a tensor's memory was written: an operator that saved the tensor for its gradient then refuses to run backward
    /// instead of computing with other values.
    /// </summary>
    public static void Overwritten(torch.Tensor tensor)
    {
        // What changes a tensor in place counts, and so does a change of no element.
        using var scope = torch.NewDisposeScope();
        using var noGradient = torch.no_grad();
        tensor.narrow(0, 0, 0).zero_();
    }

    /// <summary>Whether two dense tensors have the same shape, type and layout, and the same bits; or both are missing.</summary>
    public static bool HasEqualBits(torch.Tensor? left, torch.Tensor? right)
    {
        if (left is null || right is null)
            return left is null && right is null;
        if (left.dtype != right.dtype || !left.shape.AsSpan().SequenceEqual(right.shape) || !HasLayout(left, right.shape, right.stride()))
            return false;

        var first = (byte*)Address(left);
        var second = (byte*)Address(right);
        var size = left.numel() * left.element_size();
        var same = true;
        for (long start = 0; same && start < size; start += LongSpan)
        {
            var length = (int)Math.Min(LongSpan, size - start);
            same = new ReadOnlySpan<byte>(first + start, length).SequenceEqual(new ReadOnlySpan<byte>(second + start, length));
        }

        GC.KeepAlive(left);
        GC.KeepAlive(right);
        return same;
    }

    /// <summary>
    /// The lowest address of a dense tensor on the CPU, which holds its first element. Valid while the tensor lives: callers keep it
    /// alive.
    /// </summary>
    public static void* Address(torch.Tensor tensor)
    {
        var isContiguous = tensor.is_contiguous();
        var isLarge = tensor.numel() * tensor.element_size() > int.MaxValue;
        if (isContiguous && !isLarge)
            return AddressOf(tensor.bytes);

        // The span of all bytes is had only of contiguous tensors of less than 2 GB: other ones are seen in the order of their memory,
        // and large ones by their first element.
        using var scope = torch.NewDisposeScope();
        var ordered = isContiguous ? tensor : InMemoryOrder(tensor);
        return AddressOf(isLarge ? ordered.view(-1).narrow(0, 0, 1).bytes : ordered.bytes);
    }

    private static torch.Tensor InMemoryOrder(torch.Tensor tensor)
    {
        var strides = tensor.stride();
        var order = new long[strides.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;

        Array.Sort(strides, order);
        Array.Reverse(order);
        return tensor.permute(order);
    }

    private static void* AddressOf(Span<byte> bytes)
    {
        fixed (byte* address = bytes)
            return address;
    }
}
