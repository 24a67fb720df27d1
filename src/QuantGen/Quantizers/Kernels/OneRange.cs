using TorchSharp;

namespace QuantGen.Quantizers.Kernels;

/// <summary>A single range for a whole tensor, the only kind that fused kernels take.</summary>
internal static class OneRange
{
    /// <summary>Whether kernels can work on the tensor, and a range is a single number that broadcasts to it.</summary>
    public static bool Fits(torch.Tensor input, torch.Tensor amax) =>
        TensorMemory.IsPlain(input)
        && amax.numel() == 1
        && amax.dim() <= input.dim()
        && amax.dtype == torch.float32
        && amax.device_type == DeviceType.CPU;
}
