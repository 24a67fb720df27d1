using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// The straight-through estimator over composed operators: a result that was computed without a gradient counts as the identity of the
/// input where it passes, and as a constant elsewhere.
/// </summary>
internal sealed class StraightThrough : autograd.SingleTensorFunction<StraightThrough>
{
    /// <inheritdoc/>
    public override string Name => nameof(StraightThrough);

    /// <summary>Ties a result to its input.</summary>
    /// <param name="input">The tensor that the result was computed from.</param>
    /// <param name="compute">Computes the result, of the input's shape. Runs without recording gradients.</param>
    /// <param name="passes">Tells, in the input's shape, where a gradient passes. Runs only when one is needed.</param>
    public static Tensor Apply(Tensor input, Func<Tensor, Tensor> compute, Func<Tensor, Tensor> passes)
    {
        using var scope = NewDisposeScope();
        if (is_grad_enabled() && input.requires_grad)
            return apply(input, compute, passes).MoveToOuterDisposeScope();

        using var noGradient = no_grad();
        return compute(input).MoveToOuterDisposeScope();
    }

    /// <summary>The gradient where it passes, zero elsewhere. Differentiable.</summary>
    public static Tensor Mask(Tensor gradient, Tensor passes)
    {
        using var scope = NewDisposeScope();
        return where(passes, gradient, gradient.new_zeros(Array.Empty<long>())).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var input = (Tensor)vars[0];
        ctx.save_for_backward([((Func<Tensor, Tensor>)vars[2])(input)]);
        return ((Func<Tensor, Tensor>)vars[1])(input);
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var passes = ctx.get_saved_variables()[0];
        return [Mask(grad_output, passes), null!, null!];
    }
}
