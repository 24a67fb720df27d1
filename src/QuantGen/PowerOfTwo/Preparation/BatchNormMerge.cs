using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Merges batch normalizations into the layers before them, in a float model, once and for all. Twins do that at every call and need no such
/// preparation; it is for models that go to other tools, and for networks that are to be trained on without normalization.
/// </summary>
/// <remarks>
/// With g = gamma / sqrt(running_var + eps) the weight becomes w g, per output channel, and (b - running_mean) g + beta goes into the layer's bias
/// or, where it has none, into beta. The normalization stays where it is and does nothing: mean 0, variance 1 - eps, gamma 1, beta 0 (TI's offline
/// merge; a missing gamma counts as 1). What the model computes in evaluation stays the same up to rounding.
/// </remarks>
public static class BatchNormMerge
{
    private const int ProbeSeed = 4;
    private const int HighestExponent = 8;

    /// <summary>How far the result may be off by rounding, over its largest magnitude.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Merges all batch normalizations of a float model that are called right after a convolution or linear layer, which nothing else follows.</summary>
    /// <param name="model">The float model. On an exception it stays as it was.</param>
    /// <param name="probe">An input, as small as the model takes it, by which it is proved that the function stays the same.</param>
    /// <returns>The layers and their normalizations, by path, in the order of the model.</returns>
    /// <exception cref="QuantizationException">The model gives NaN or infinity on the probe, or the result is off by more than <see cref="Tolerance"/>.</exception>
    public static IReadOnlyList<(string Layer, string BatchNorm)> Apply(nn.Module<Tensor, Tensor> model, Tensor probe)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(probe);
        return Apply(model, () => model.call(probe));
    }

    /// <inheritdoc cref="Apply(nn.Module{Tensor, Tensor}, Tensor)"/>
    /// <param name="model">The float model. On an exception it stays as it was.</param>
    /// <param name="forward">Runs the model on a probe, always the same, and returns all its results as one tensor.</param>
    public static IReadOnlyList<(string Layer, string BatchNorm)> Apply(nn.Module model, Func<Tensor> forward)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        using var probe = new FunctionProbe(model, forward);
        using var scope = NewDisposeScope();
        var rows = LayerSequence.Record(model, () => forward());
        var merged = rows.SelectMany(static row => row)
            .Where(layer => layer is { Norm: { } norm } && HasPlaceForShift(layer.Layer, norm) && IsProvedBy(probe, layer.Layer, norm))
            .ToList();

        using var kept = new KeptTensors(merged.SelectMany(static layer => Tensors(layer.Layer, layer.Norm!)));
        foreach (var layer in merged)
            Merge(layer.Layer, layer.Norm!);

        var difference = probe.Difference();
        if (!(difference <= Tolerance))
        {
            throw new QuantizationException(FormattableString.Invariant(
                $"Merging the batch normalizations would change the result of '{model.GetName()}' on the probe by {difference:G3} of its largest magnitude; the model stays as it was."));
        }

        kept.LetGo();
        return [.. merged.Select(static layer => (layer.Layer.Name, layer.NormName!))];
    }

    private static bool HasPlaceForShift(ChannelLayer layer, BatchNorm norm) => layer.Bias is not null || norm.affine;

    // Powers of two that the layer multiplies with and the normalization takes out again show whether anything else sees the channels between.
    private static bool IsProvedBy(FunctionProbe probe, ChannelLayer layer, BatchNorm norm)
    {
        if (!norm.affine)
            return true;

        using var scope = NewDisposeScope();
        var random = new Random(ProbeSeed);
        var factors = tensor(Enumerable.Range(0, (int)layer.Outputs).Select(_ => MathF.ScaleB(1, random.Next(1, HighestExponent + 1))).ToArray()).to(layer.Weight.device);
        return probe.Survives(Tensors(layer, norm), () =>
        {
            layer.ScaleOutputs(factors);
            norm.running_mean!.mul_(factors);
            norm.weight.mul_(factors.reciprocal());
        });
    }

    private static void Merge(ChannelLayer layer, BatchNorm norm)
    {
        var factors = NormalizedLayer.NormFactors(norm);
        var (mean, shift) = (norm.running_mean! * factors, norm.bias is { } beta ? beta.detach().clone() : zeros_like(factors));
        layer.ScaleOutputs(factors);
        (layer.Bias ?? norm.bias)!.copy_(layer.Bias is { } bias ? bias - mean + shift : shift - mean);
        norm.running_mean!.zero_();
        norm.running_var!.fill_(1 - norm.eps);
        if (!norm.affine)
            return;

        norm.weight.fill_(1);
        if (layer.Bias is not null)
            norm.bias!.zero_();
    }

    private static IReadOnlyList<Tensor> Tensors(ChannelLayer layer, BatchNorm norm) =>
        [.. new Tensor?[] { layer.Weight, layer.Bias, norm.running_mean, norm.running_var, norm.affine ? norm.weight : null, norm.bias }.OfType<Tensor>()];
}
