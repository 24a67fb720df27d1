using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>y = sign(x), sign(0) = 1, with the gradient that takes the place of its own.</summary>
internal sealed class SignFunction : LowBitFunction<SignFunction, GradientKind>
{
    /// <inheritdoc/>
    protected override Tensor Compute(GradientKind settings, Tensor[] tensors) => SignPass.TryCreate(tensors[0], settings) is { } pass
        ? pass.Run(record: false, out _)
        : SignGradient.Sign(tensors[0]);

    /// <inheritdoc/>
    protected override Tensor?[] Gradients(Tensor gradient, GradientKind settings, Tensor[] tensors) =>
        [(settings == GradientKind.Triangle ? SignPass.TryTriangle(gradient, tensors[0]) : null) ?? SignGradient.Of(gradient, tensors[0], settings)];
}
