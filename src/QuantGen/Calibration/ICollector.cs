using QuantGen.Quantizers;
using TorchSharp;

namespace QuantGen.Calibration;

/// <summary>
/// Watches the tensors that pass one <see cref="TensorQuantizer"/> and remembers what a range search needs of them, in memory that
/// does not grow with the number of batches.
/// </summary>
/// <remarks>
/// A quantizer hands its input (after the pre-quantization scale, before clipping and quantization) to <see cref="Collect"/> while
/// <see cref="TensorQuantizer.CalibrationEnabled"/> is set. Implementations are not safe for concurrent calls.
/// </remarks>
public interface ICollector
{
    /// <summary>How many tensors were collected since construction or the last <see cref="Reset"/>.</summary>
    long Count { get; }

    /// <summary>The bytes of memory that the statistics take; 0 for a collector that does not tell.</summary>
    long HeldBytes => 0;

    /// <summary>Takes in one tensor of any shape and device. The tensor is only read, and not kept.</summary>
    /// <param name="input">What the quantizer received.</param>
    /// <exception cref="CalibrationException">The tensor holds NaN or infinity, or its shape does not fit what was collected before.
    /// The collector keeps what it held.</exception>
    void Collect(torch.Tensor input);

    /// <summary>Forgets everything.</summary>
    void Reset();

    /// <summary>
    /// Searches the range for what was collected. Changes nothing: any number of methods may be asked for in any order.
    /// </summary>
    /// <param name="method">How the range is chosen. A collector that keeps only the maximum returns it whatever the method.</param>
    /// <param name="descriptor">Bit width and signedness of the quantizer, which the mean-squared-error and entropy searches need.</param>
    /// <returns>A new float32 tensor on the CPU: a scalar, or with extent 1 on every axis that has no range of its own;
    /// <see langword="null"/> when nothing was collected. The caller owns it.</returns>
    /// <exception cref="CalibrationException">The method finds no range in what was collected.</exception>
    torch.Tensor? Amax(CalibrationMethod method, QuantDescriptor descriptor);
}
