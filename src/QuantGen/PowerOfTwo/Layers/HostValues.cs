using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// The few numbers of a layer that scales and biases are computed from, one for each channel, in main memory. On the CPU that is a copy of some
/// hundred bytes; other devices are waited for, once a call.
/// </summary>
internal static class HostValues
{
    /// <summary>The values of a tensor in order, as float32.</summary>
    public static float[] Of(Tensor values)
    {
        if (values.device_type == DeviceType.CPU && values.dtype == ScalarType.Float32 && values.is_contiguous())
            return MemoryMarshal.Cast<byte, float>(values.bytes).ToArray();

        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return MemoryMarshal.Cast<byte, float>(values.detach().to(ScalarType.Float32, CPU).contiguous().bytes).ToArray();
    }

    /// <summary>A tensor of values beside another one.</summary>
    /// <param name="values">The values.</param>
    /// <param name="like">Says the device and the type.</param>
    public static Tensor ToTensor(float[] values, Tensor like) => tensor(values, dtype: like.dtype, device: like.device);
}
