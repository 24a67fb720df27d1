using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// A batch normalization that a power-of-two layer has taken over. With g = gamma / sqrt(running_var + eps), or 1 for gamma where there is none,
/// the merged weight is w g and the merged bias (b - running_mean) g + beta.
/// </summary>
/// <param name="norm">The normalization, owned by the model.</param>
/// <param name="merge">Whether it is merged into the weight that is quantized, or only called.</param>
/// <param name="vectorize">Whether training uses <see cref="VectorizedBatchNorm"/>.</param>
internal sealed class MergedBatchNorm(BatchNorm norm, bool merge, bool vectorize)
{
    /// <summary>The normalization.</summary>
    public BatchNorm Norm => norm;

    /// <summary>Whether the normalization is merged into the weight, wherever the input allows it.</summary>
    public bool Merges => merge && norm.running_mean is not null && norm.running_var is not null;

    /// <summary>What merged weight and bias are computed from.</summary>
    public Tensor?[] Sources => [norm.running_mean, norm.running_var, norm.affine ? norm.weight : null, norm.affine ? norm.bias : null];

    /// <summary>Normalizes as the float model does.</summary>
    public Tensor Call(Tensor output) => vectorize ? VectorizedBatchNorm.Call(norm, output) : norm.call(output);

    /// <summary>g, differentiable in gamma.</summary>
    public Tensor Scale()
    {
        var deviation = (norm.running_var! + norm.eps).sqrt();
        return norm.affine ? norm.weight / deviation : deviation.reciprocal();
    }

    /// <summary>The merged bias, differentiable.</summary>
    public Tensor Bias(Tensor? bias)
    {
        var shift = (bias is null ? norm.running_mean!.neg() : bias - norm.running_mean!) * Scale();
        return norm.affine && norm.bias is { } beta ? shift + beta : shift;
    }

    /// <summary>
    /// 1 / g, with sign(g) max(|g|, eps) for g, the sign of 0 being that of 1: what takes a merged weight apart again. A constant to gradients.
    /// </summary>
    public Tensor Inverse()
    {
        var scale = Scale().detach();
        var magnitude = scale.abs().clamp_min(norm.eps);
        return where(scale.lt(0), magnitude.neg(), magnitude).reciprocal();
    }
}
