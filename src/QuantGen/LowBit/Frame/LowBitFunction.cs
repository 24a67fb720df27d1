using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// A quantization with a gradient of its own, in two formulas: the result, and the gradients by what it was computed from. An algorithm derives
/// from it and writes nothing else.
/// </summary>
/// <typeparam name="TSelf">The function itself. One instance serves every call, so it has no fields.</typeparam>
/// <typeparam name="TSettings">What is no tensor: levels, groups, factors.</typeparam>
internal abstract class LowBitFunction<TSelf, TSettings> : autograd.SingleTensorFunction<TSelf>
    where TSelf : LowBitFunction<TSelf, TSettings>, new()
    where TSettings : notnull
{
    private const string SettingsKey = "settings";
    private static readonly TSelf _self = new();

    /// <inheritdoc/>
    public sealed override string Name => typeof(TSelf).Name;

    /// <summary>Quantizes, so that gradients flow back where they are wanted.</summary>
    /// <param name="settings">What is no tensor.</param>
    /// <param name="tensors">What the result is computed from, the values first.</param>
    /// <returns>A new tensor.</returns>
    public static Tensor Run(TSettings settings, params Tensor[] tensors)
    {
        // Besides the result, apply makes a tensor of its size that nobody reads: it goes with the scope.
        using var scope = NewDisposeScope();
        if (is_grad_enabled() && tensors.Any(static tensor => tensor.requires_grad))
            return apply([settings, .. tensors]).MoveToOuterDisposeScope();

        using var noGradient = no_grad();
        return _self.Compute(settings, tensors).MoveToOuterDisposeScope();
    }

    /// <summary>The result. Runs without recording, within a dispose scope.</summary>
    /// <param name="settings">What is no tensor.</param>
    /// <param name="tensors">What <see cref="Run"/> was given.</param>
    protected abstract Tensor Compute(TSettings settings, Tensor[] tensors);

    /// <summary>
    /// The gradients by the tensors of <see cref="Compute"/>, in their order and shapes; null where there is none. Runs within a dispose scope.
    /// </summary>
    /// <param name="gradient">The gradient by the result.</param>
    /// <param name="settings">What is no tensor.</param>
    /// <param name="tensors">What <see cref="Run"/> was given.</param>
    protected abstract Tensor?[] Gradients(Tensor gradient, TSettings settings, Tensor[] tensors);

    /// <inheritdoc/>
    public sealed override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        using var scope = NewDisposeScope();
        Tensor[] tensors = [.. vars.Skip(1).Cast<Tensor>()];
        ctx.save_for_backward([.. tensors]);
        ctx.save_data(SettingsKey, vars[0]);
        return Compute((TSettings)vars[0], tensors).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        ArgumentNullException.ThrowIfNull(ctx);
        GradientHandover.Release();
        using var scope = NewDisposeScope();
        Tensor[] saved = [.. ctx.get_saved_variables()];
        var gradients = Gradients(grad_output, (TSettings)ctx.get_data(SettingsKey), saved);
        GradientHandover.Keep(grad_output);
        foreach (var gradient in gradients)
        {
            if (gradient is not null && !ReferenceEquals(gradient, grad_output))
                GradientHandover.Keep(gradient.MoveToOuterDisposeScope());
        }

        foreach (var tensor in saved)
            tensor.Dispose();

        return [null!, .. gradients.Select(static tensor => tensor!)];
    }
}
