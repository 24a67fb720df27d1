using QuantGen.Quantizers;
using QuantGen.Quantizers.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The range of a weight quantizer divided by the magnitude of what a batch normalization multiplies the weight by, computed in one loop: a
/// dozen operators on a few numbers each cost more than the quantization of a small weight.
/// </summary>
internal static unsafe class DividedRange
{
    /// <summary>
    /// amax / |s| for each output channel, where s = gamma / sqrt(running_var + eps), but 1 where that
    /// is next to nothing: of such a channel no weight could be had back. Equal to the operators' results, bit for bit.
    /// </summary>
    /// <param name="norm">The normalization, which has running statistics.</param>
    /// <param name="amax">One range, or one for each output channel.</param>
    /// <param name="weight">The weight, output channels first.</param>
    /// <returns>The ranges; null where operators are needed.</returns>
    public static float[]? Of(BatchNorm norm, Tensor amax, Tensor weight)
    {
        var channels = weight.size(0);
        var single = amax.numel() == 1 && amax.dim() <= weight.dim();
        var perChannel = amax.dim() == weight.dim() && amax.size(0) == channels && amax.numel() == channels;
        if ((!single && !perChannel) || !IsPlain(amax) || !IsPlain(norm.running_var!) || (norm.affine && !IsPlain(norm.weight)))
            return null;

        var ranges = new float[channels];
        var source = (float*)TensorMemory.Address(amax);
        var variance = (float*)TensorMemory.Address(norm.running_var!);
        var gamma = norm.affine ? (float*)TensorMemory.Address(norm.weight) : null;
        var eps = (float)norm.eps;
        for (long channel = 0; channel < channels; channel++)
        {
            var scale = MathF.Abs((gamma is null ? 1 : gamma[channel]) / MathF.Sqrt(variance[channel] + eps));
            ranges[channel] = source[single ? 0 : channel] / (scale <= IntegerGrid.ZeroRange ? 1 : scale);
        }

        GC.KeepAlive(amax);
        GC.KeepAlive(norm);
        return ranges;
    }

    private static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous();
}
