using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Tensors as kernels take them: values in any order of memory without gaps, and gradients in the same.</summary>
internal static class DenseValues
{
    /// <summary>Whether kernels can run over values and what is learned of them. Several groups follow each other only in contiguous values.</summary>
    /// <param name="groups">Which values share what is learned.</param>
    /// <param name="tensors">The values first, then what is learned.</param>
    public static bool CanRun(ChannelGroups groups, Tensor[] tensors) =>
        Array.TrueForAll(tensors, TensorMemory.IsPlain)
        && (groups.Count == 1 || tensors[0].is_contiguous())
        && tensors.Skip(1).All(static learned => learned.is_contiguous());

    /// <summary>A gradient in the memory order of the values it belongs to; the same tensor where it has that order.</summary>
    public static Tensor LaidOutAs(Tensor values, Tensor gradient)
    {
        if (TensorMemory.IsPlain(gradient) && TensorMemory.HasLayout(gradient, values.shape, values.stride()))
            return gradient;

        return values.empty_like().copy_(gradient);
    }
}
