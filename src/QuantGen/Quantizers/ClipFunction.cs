using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>The function behind <see cref="Clip.Apply"/>.</summary>
internal sealed class ClipFunction : autograd.SingleTensorFunction<ClipFunction>
{
    /// <inheritdoc/>
    public override string Name => nameof(ClipFunction);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, minimum, maximum) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        ctx.save_for_backward([input, minimum, maximum]);
        ctx.save_data(nameof(Tensor.requires_grad), (input.requires_grad, minimum.requires_grad, maximum.requires_grad));
        using var scope = NewDisposeScope();
        return torch.maximum(torch.minimum(input, maximum), minimum).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var (ofInput, ofMinimum, ofMaximum) = ((bool, bool, bool))ctx.get_data(nameof(Tensor.requires_grad));
        var saved = ctx.get_saved_variables();
        var (below, above) = (saved[0].le(saved[1]), saved[0].ge(saved[2]));
        var zero = grad_output.new_zeros(Array.Empty<long>());
        return
        [
            ofInput ? where(below.logical_or(above), zero, grad_output).MoveToOuterDisposeScope() : null!,
            ofMinimum ? where(below, grad_output, zero).sum().reshape(saved[1].shape).MoveToOuterDisposeScope() : null!,
            ofMaximum ? where(above, grad_output, zero).sum().reshape(saved[2].shape).MoveToOuterDisposeScope() : null!,
        ];
    }
}
