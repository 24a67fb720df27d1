using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Quantization to a <see cref="UniformGrid"/> of a learned range e, and offset o if there is one. With u = (x - o) / |e| and the clamped mask
/// 1[lower &lt;= u &lt;= upper]:
/// <para>dx = g 1[..], de = sign(e) f sum g ((k - b) / m - u 1[..]), do = f sum g (1 - 1[..]), sums over what shares the range.</para>
/// </summary>
/// <remarks>S. Esser and others, LSQ, 2020, equation 3, and Y. Bhalgat and others, LSQ+, 2020, equations 3 and 4, in units of any range.</remarks>
internal sealed class UniformFunction : LowBitFunction<UniformFunction, UniformSettings>
{
    /// <inheritdoc/>
    protected override Tensor Compute(UniformSettings settings, Tensor[] tensors) =>
        UniformPass.TryCreate(settings, tensors)?.Quantize() ?? UniformOperators.Compute(settings, tensors);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, UniformSettings settings, Tensor[] tensors)
    {
        // Gradients that are differentiated again are composed.
        var pass = settings.InsideShare || is_grad_enabled() ? null : UniformPass.TryCreate(settings, tensors);
        return pass?.Gradients(gradient) ?? UniformOperators.Gradients(gradient, settings, tensors);
    }
}
