using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Fake quantization with the clip-aware straight-through gradient: dx = dy where |x| &lt;= amax, else 0. The forward pass leaves one
/// bit for each element, and nothing when no element was clipped; the backward pass touches only the clipped elements. With an activation
/// before it the bits say where neither that nor the range stops the gradient.
/// </summary>
internal sealed class FakeQuantFunction : autograd.SingleTensorFunction<FakeQuantFunction>
{
    private const string RecordKey = "record";

    /// <inheritdoc/>
    public override string Name => nameof(FakeQuantFunction);

    /// <summary>Quantizes so that gradients flow back.</summary>
    /// <param name="input">The tensor, which requires a gradient.</param>
    /// <param name="pass">The pass over it.</param>
    /// <param name="isPrivate">
    /// Whether only one operator will read the result, and makes a fresh gradient for it, as convolutions and linear layers do. The
    /// gradient is then changed where it stands.
    /// </param>
    public static Tensor Apply(Tensor input, IRecordedPass pass, bool isPrivate)
    {
        // Besides the result, apply makes a tensor of its size that nobody reads: it goes with the scope.
        using var scope = NewDisposeScope();
        return apply(input, pass, isPrivate).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var pass = (IRecordedPass)vars[1];
        var output = pass.Run(record: true, out var clipped);
        if (pass.InPlace)
            ctx.mark_dirty([output]);

        if (clipped is not null)
        {
            ctx.save_for_backward([clipped.Words]);
            ctx.save_data(RecordKey, (clipped, (bool)vars[2]));
        }

        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        GradientHandover.Release();
        var gradient = Backward(ctx, grad_output);
        GradientHandover.Keep(gradient);
        return [gradient, null!, null!];
    }

    private static Tensor Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        if (ctx.get_data(RecordKey) is not (ClipRecord record, bool isPrivate))
            return gradient;

        using var words = ctx.get_saved_variables()[0];
        var clipped = record with { Words = words };
        if (is_grad_enabled())
            return StraightThrough.Mask(gradient, clipped.Passes());

        if (isPrivate && clipped.TryClear(gradient))
            return gradient;

        var masked = clipped.Masked(gradient);
        gradient.Dispose();
        return masked;
    }
}
