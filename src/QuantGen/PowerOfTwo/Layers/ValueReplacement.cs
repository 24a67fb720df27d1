using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Has the value of one tensor and the gradient of another.</summary>
/// <remarks>Not y + (v - y), which rounds twice.</remarks>
internal sealed class ValueReplacement : autograd.SingleTensorFunction<ValueReplacement>
{
    /// <inheritdoc/>
    public override string Name => nameof(ValueReplacement);

    /// <summary>Ties a value to a tensor.</summary>
    /// <param name="gradient">The tensor that gets the gradient. Its memory is not kept.</param>
    /// <param name="value">The value, of the same shape, which was computed without gradients.</param>
    public static Tensor Apply(Tensor gradient, Tensor value)
    {
        using var scope = NewDisposeScope();

        // Not an argument of the function: of those the result would be a view.
        return apply(gradient, new Value(value)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => ((Value)vars[1]).Tensor;

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        GradientHandover.Release();
        GradientHandover.Keep(grad_output);
        return [grad_output, null!];
    }

    private sealed record Value(Tensor Tensor);
}
