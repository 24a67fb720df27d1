using QuantGen.Quantizers;
using QuantGen.Quantizers.Kernels;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Batch normalization by the statistics of the batch, as torch.nn.functional.batch_norm in training: y = (x - mean) / sqrt(var + eps) *
/// weight + bias, with its gradients by x, weight and bias. Results differ from torch's in the last bits.
/// </summary>
internal sealed unsafe class BatchNormFunction : autograd.SingleTensorFunction<BatchNormFunction>
{
    // Below this many values side by side the loops over single channels are too short.
    private const int LongInner = 64;

    /// <inheritdoc/>
    public override string Name => nameof(BatchNormFunction);

    /// <summary>Normalizes.</summary>
    /// <param name="input">A contiguous float32 tensor (N, C, ...) on the CPU.</param>
    /// <param name="weight">The scales, contiguous float32 on the CPU, or null for ones.</param>
    /// <param name="bias">The shifts, likewise, or null for zeros.</param>
    /// <param name="eps">What is added to variances.</param>
    /// <param name="statistics">Where the statistics of the batch go.</param>
    public static Tensor Apply(Tensor input, Tensor? weight, Tensor? bias, double eps, ChannelStatistics statistics)
    {
        using var scope = NewDisposeScope();
        return apply(input, weight!, bias!, eps, statistics).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (input, weight, bias) = ((Tensor)vars[0], (Tensor?)vars[1], (Tensor?)vars[2]);
        var (eps, statistics) = ((double)vars[3], (ChannelStatistics)vars[4]);
        Tensor?[] saved = [input, weight, bias];
        ctx.save_for_backward([.. saved.OfType<Tensor>()]);
        ctx.save_data(nameof(statistics), statistics);
        ctx.save_data(nameof(eps), eps);
        var output = input.empty_like();
        var x = (float*)TensorMemory.Address(input);
        var y = (float*)TensorMemory.Address(output);
        var (layout, affine) = (Layout(input), Parameters(weight, bias));
        if (layout.Inner < LongInner)
            RowNormalization.Forward(x, y, layout, affine, eps, statistics);
        else
            PlaneNormalization.Forward(x, y, layout, affine, eps, statistics);

        foreach (var tensor in saved)
            GC.KeepAlive(tensor);

        return output;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        GradientHandover.Release();
        var saved = ctx.get_saved_variables();
        var (weight, bias) = (saved.Count > 1 ? saved[1] : null, saved.Count > 2 ? saved[2] : null);
        var gradients = is_grad_enabled()
            ? Differentiable(grad_output, saved, (double)ctx.get_data("eps"))
            : Backward(grad_output, saved[0], weight, bias, (ChannelStatistics)ctx.get_data("statistics"));
        foreach (var tensor in saved)
            tensor.Dispose();

        GradientHandover.Keep([.. gradients, grad_output]);
        return [gradients[0], weight is null ? null! : gradients[1], bias is null ? null! : gradients[2], null!, null!];
    }

    private static Tensor[] Backward(Tensor gradient, Tensor input, Tensor? weight, Tensor? bias, ChannelStatistics statistics)
    {
        using var scope = NewDisposeScope();
        var dense = gradient.contiguous();
        var (ofInput, ofWeight, ofBias) = (input.empty_like(), input.new_empty(input.size(1)), input.new_empty(input.size(1)));
        var dy = (float*)TensorMemory.Address(dense);
        var x = (float*)TensorMemory.Address(input);
        var dx = (float*)TensorMemory.Address(ofInput);
        var dWeight = (float*)TensorMemory.Address(ofWeight);
        var dBias = (float*)TensorMemory.Address(ofBias);
        var (layout, affine) = (Layout(input), Parameters(weight, bias));
        if (layout.Inner < LongInner)
            RowNormalization.Backward(dy, x, dx, dWeight, dBias, layout, affine, statistics);
        else
            PlaneNormalization.Backward(dy, x, dx, dWeight, dBias, layout, affine, statistics);

        GC.KeepAlive(dense);
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        return [ofInput.MoveToOuterDisposeScope(), ofWeight.MoveToOuterDisposeScope(), ofBias.MoveToOuterDisposeScope()];
    }

    // Torch's own, for gradients that are differentiated again.
    private static Tensor[] Differentiable(Tensor gradient, List<Tensor> saved, double eps)
    {
        using var scope = NewDisposeScope();
        var output = nn.functional.batch_norm(
            saved[0], null, null, saved.Count > 1 ? saved[1] : null, saved.Count > 2 ? saved[2] : null, training: true, eps: eps);
        var gradients = autograd.grad([output], saved, [gradient], retain_graph: true, create_graph: true);
        return [.. gradients.Select(static tensor => tensor.MoveToOuterDisposeScope())];
    }

    private static ChannelLayout Layout(Tensor input)
    {
        var (batch, channels) = (input.size(0), input.size(1));
        return new ChannelLayout(batch, (int)channels, input.numel() / (batch * channels));
    }

    private static Affine Parameters(Tensor? weight, Tensor? bias) => new(
        weight is null ? 0 : (nint)TensorMemory.Address(weight), bias is null ? 0 : (nint)TensorMemory.Address(bias));
}
