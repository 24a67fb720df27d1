using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// z = activation(x + fq(s)) with the gradients of the operators apart: dx = dz where the activation passes it, and ds = dx where s was not
/// clipped. The forward pass leaves one bit for each element and stop, and nothing where nothing stops.
/// </summary>
internal sealed class ResidualFunction : autograd.SingleTensorFunction<ResidualFunction>
{
    private const string ClippedKey = "clipped";
    private const string BlockedKey = "blocked";

    /// <inheritdoc/>
    public override string Name => nameof(ResidualFunction);

    /// <summary>Computes so that gradients flow back.</summary>
    /// <param name="identity">The tensor to quantize.</param>
    /// <param name="other">The tensor that it is added to. One of the two requires a gradient.</param>
    /// <param name="pass">The pass over them.</param>
    public static Tensor Apply(Tensor identity, Tensor other, ResidualPass pass)
    {
        // Besides the result, apply makes a tensor of its size that nobody reads: it goes with the scope.
        using var scope = NewDisposeScope();
        return apply(identity, other, pass).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var pass = (ResidualPass)vars[2];
        var output = pass.Run(record: true, out var clipped, out var blocked);
        if (pass.InPlace)
            ctx.mark_dirty([output]);

        ClipRecord?[] records = [clipped, blocked];
        ctx.save_for_backward([.. records.OfType<ClipRecord>().Select(static record => record.Words)]);
        ctx.save_data(ClippedKey, clipped!);
        ctx.save_data(BlockedKey, blocked!);
        ctx.save_data(nameof(Tensor.requires_grad), (((Tensor)vars[0]).requires_grad, ((Tensor)vars[1]).requires_grad));
        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        GradientHandover.Release();
        var (identityNeeds, otherNeeds) = ((bool, bool))ctx.get_data(nameof(Tensor.requires_grad));
        var (ofIdentity, ofOther) = Backward(ctx, grad_output);
        GradientHandover.Keep(ofIdentity, ofOther, grad_output);
        return [identityNeeds ? ofIdentity : null!, otherNeeds ? ofOther : null!, null!];
    }

    private static (Tensor Identity, Tensor Other) Backward(autograd.AutogradContext ctx, Tensor gradient)
    {
        var saved = ctx.get_saved_variables();
        var (clipped, blocked) = (ctx.get_data(ClippedKey) as ClipRecord, ctx.get_data(BlockedKey) as ClipRecord);
        clipped = clipped is null ? null : clipped with { Words = saved[0] };
        blocked = blocked is null ? null : blocked with { Words = saved[^1] };

        var (ofOther, ofIdentity) = Split(gradient, blocked, clipped);
        foreach (var words in saved)
            words.Dispose();

        return (ofIdentity, ofOther);
    }

    // Others may read the gradient of a sum, so it is never changed in place.
    private static (Tensor OfOther, Tensor OfIdentity) Split(Tensor gradient, ClipRecord? blocked, ClipRecord? clipped)
    {
        if (blocked is not null && clipped is not null && !is_grad_enabled())
            return blocked.Masked(gradient, clipped);

        var ofOther = Stopped(gradient, blocked);
        return (ofOther, Stopped(ofOther, clipped));
    }

    private static Tensor Stopped(Tensor gradient, ClipRecord? record)
    {
        if (record is null)
            return gradient;

        return is_grad_enabled() ? StraightThrough.Mask(gradient, record.Passes()) : record.Masked(gradient);
    }
}
