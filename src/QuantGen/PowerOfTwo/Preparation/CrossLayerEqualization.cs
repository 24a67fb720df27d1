using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Makes the channels between two layers of a float model alike, without changing what the model computes: what one layer divides a channel by,
/// the next multiplies it with. A weight with one range then loses less. To be called before <c>ToQuantized</c>.
/// </summary>
/// <remarks>
/// <para>Channel i of a pair is divided by sqrt(r1 / r2), with r1 the largest magnitude that the first layer makes it with (batch normalization
/// merged in) and r2 the largest that the second multiplies it by (M. Nagel et al., Data-free quantization through weight equalization and bias
/// correction, 2019, section 4.1); pairs are gone through until nothing changes. Behind a batch normalization its scale and shift are divided,
/// and the weight before it stays.</para>
/// <para>That leaves the function the same only where nothing but the second layer sees those channels, and where nothing between depends on their size,
/// as the 6 of a ReLU6 does. Both are not guessed: channels are multiplied by powers of two between 2^-12 and 2^12, which changes no rounding, and
/// the pair is taken only if the result on a probe stays the same bit for bit. Pairs are two layers that a forward pass calls one right after the
/// other.</para>
/// </remarks>
public static class CrossLayerEqualization
{
    // Below this part of the widest range a channel makes nothing.
    private const double Negligible = 1.0 / (1 << 16);
    private const double Converged = 1e-3;

    /// <summary>Finds the pairs of a float model that can be equalized. The model stays as it is.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="probe">An input, as small as the model takes it.</param>
    /// <returns>The pairs in the order of the model.</returns>
    /// <exception cref="QuantizationException">The model gives NaN or infinity on the probe.</exception>
    public static IReadOnlyList<EqualizationPair> Find(nn.Module<Tensor, Tensor> model, Tensor probe)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(probe);
        return Find(model, () => model.call(probe));
    }

    /// <inheritdoc cref="Find(nn.Module{Tensor, Tensor}, Tensor)"/>
    /// <param name="model">The float model.</param>
    /// <param name="forward">Runs the model on a probe, always the same, and returns all its results as one tensor.</param>
    public static IReadOnlyList<EqualizationPair> Find(nn.Module model, Func<Tensor> forward)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        using var probe = new FunctionProbe(model, forward);
        return [.. Proved(model, forward, probe).Select(static pair => pair.Names)];
    }

    /// <summary>Equalizes a float model.</summary>
    /// <param name="model">The float model. On an exception it stays as it was.</param>
    /// <param name="probe">An input, as small as the model takes it, by which it is proved that the function stays the same.</param>
    /// <param name="options">How; null for powers of two and all pairs that are found.</param>
    /// <returns>The pairs that were equalized.</returns>
    /// <exception cref="QuantizationException">
    /// A pair that is named cannot be equalized, the model gives NaN or infinity on the probe, or the result is off by more than the tolerance.
    /// </exception>
    public static EqualizationResult Apply(nn.Module<Tensor, Tensor> model, Tensor probe, EqualizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(probe);
        return Apply(model, () => model.call(probe), options);
    }

    /// <inheritdoc cref="Apply(nn.Module{Tensor, Tensor}, Tensor, EqualizationOptions?)"/>
    /// <param name="model">The float model. On an exception it stays as it was.</param>
    /// <param name="forward">Runs the model on a probe, always the same, and returns all its results as one tensor.</param>
    /// <param name="options">How; null for powers of two and all pairs that are found.</param>
    public static EqualizationResult Apply(nn.Module model, Func<Tensor> forward, EqualizationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(forward);
        options ??= new EqualizationOptions();
        using var probe = new FunctionProbe(model, forward);
        using var scope = NewDisposeScope();
        var proved = Proved(model, forward, probe);
        var pairs = options.Pairs.Count == 0 ? proved : [.. options.Pairs.Select(named => proved.Find(pair => pair.Names == named) ?? throw Refused(named, model))];
        var before = pairs.ConvertAll(static pair => Spread(pair.FirstRanges()));

        using var kept = new KeptTensors(pairs.SelectMany(static pair => pair.Parameters).DistinctBy(static tensor => tensor.Handle));
        var rounds = 0;
        for (var changed = pairs.Count > 0; changed && rounds < options.Rounds; rounds++)
            changed = pairs.Aggregate(false, (any, pair) => Equalize(pair, options.PowersOfTwo) | any);

        var difference = probe.IsUnchanged() ? 0 : probe.Difference();
        if (!(difference <= (options.PowersOfTwo ? 0 : options.Tolerance)))
        {
            throw new QuantizationException(FormattableString.Invariant(
                $"Equalization would change the result of '{model.GetName()}' on the probe by {difference:G3} of its largest magnitude; the model stays as it was: name fewer pairs."));
        }

        kept.LetGo();
        return new EqualizationResult(
            [.. pairs.Zip(before, static (pair, spread) => new EqualizedPair(pair.Names, spread, Spread(pair.FirstRanges())))], rounds, difference);
    }

    private static List<ChannelPair> Proved(nn.Module model, Func<Tensor> forward, FunctionProbe probe)
    {
        var rows = LayerSequence.Record(model, () =>
        {
            using var scope = NewDisposeScope();
            forward();
        });
        return [.. rows.SelectMany(static row => row.Zip(row.Skip(1)))
            .Where(static pair => pair.First.Layer.Outputs == pair.Second.Layer.Inputs && pair.First.Norm is null or { affine: true })
            .Select(static pair => new ChannelPair(pair.First, pair.Second))
            .Where(pair => pair.IsProvedBy(probe))];
    }

    private static bool Equalize(ChannelPair pair, bool powersOfTwo)
    {
        using var scope = NewDisposeScope();
        var (made, taken) = (pair.FirstRanges(), pair.SecondRanges());
        var counts = made.gt(made.max() * Negligible).logical_and(taken.gt(taken.max() * Negligible));
        var exponents = where(counts, (made / taken).log2() / 2, zeros_like(made));
        if (powersOfTwo)
            exponents = exponents.round();
        if (exponents.abs().max().item<float>() < Converged)
            return false;

        pair.Divide(exponents.exp2());
        return true;
    }

    private static double Spread(Tensor ranges)
    {
        using var scope = NewDisposeScope();
        var widest = ranges.max().item<float>();
        var counted = ranges.masked_select(ranges.gt(widest * Negligible));
        return counted.numel() == 0 ? 1 : widest / counted.min().item<float>();
    }

    private static QuantizationException Refused(EqualizationPair pair, nn.Module model) => new(
        $"'{pair.First}' and '{pair.Second}' of '{model.GetName()}' cannot be equalized: they are not called one after the other with " +
        $"{(pair.BatchNorm is null ? "no batch normalization" : $"'{pair.BatchNorm}'")} between, or the result on the probe depends on the size of the channels between them; leave the pair out.");
}
