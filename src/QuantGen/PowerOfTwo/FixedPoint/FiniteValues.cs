using QuantGen.Calibration;
using QuantGen.Quantizers.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Refuses tensors that hold NaN or infinity.</summary>
internal static class FiniteValues
{
    /// <summary>Looks at all values of a tensor on the CPU. On other devices a look would make every step wait for the device.</summary>
    /// <exception cref="QuantizationException">A value is NaN or infinite.</exception>
    public static void ThrowIfNot(Tensor values)
    {
        if (values.device_type == DeviceType.CPU && !All(values))
            throw FixedPointErrors.NotFinite();
    }

    private static bool All(Tensor values)
    {
        using var scope = NewDisposeScope();
        if (!TensorMemory.IsPlain(values))
            return values.isfinite().all().item<bool>();

        using var dense = DenseFloats.Of(values.detach());
        for (var piece = 0; piece < dense.Pieces; piece++)
        {
            if (!float.IsFinite(HistogramKernel.LargestMagnitude(dense[piece])))
                return false;
        }

        return true;
    }
}
