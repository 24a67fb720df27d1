using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <content>Where ranges come from and how they are kept.</content>
public sealed partial class TensorQuantizer
{
    /// <summary>From now on, while no range is set, each tensor gives its own. See <see cref="QuantDescriptor.Dynamic"/>.</summary>
    internal void BecomeDynamic() => Descriptor = Descriptor with { Dynamic = true };

    private static Tensor? InitialAmax(QuantDescriptor descriptor)
    {
        if (descriptor.Amax is not { } values)
            return null;
        if (descriptor.LearnAmax && values.Count != 1)
            throw new ArgumentException($"A learned range starts at a single number, not at {values}.", nameof(descriptor));

        long[] shape = descriptor.AmaxShape is { } given ? [.. given] : values.Count == 1 ? [] : [values.Count];
        return shape.Aggregate(1L, static (count, extent) => count * extent) == values.Count
            ? tensor(values.AsSpan().ToArray(), shape)
            : throw new ArgumentException(
                $"The shape {descriptor.AmaxShape} does not hold the {values.Count} values of the range.", nameof(descriptor));
    }

    /// <summary>Quantizes a tensor that is scaled already, whatever the switches say.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="amax">The range in place of the quantizer's own.</param>
    /// <param name="isPrivate">As for <see cref="Pass"/>.</param>
    internal Tensor Quantize(Tensor input, Tensor? amax, bool isPrivate)
    {
        using var scope = NewDisposeScope();
        var values = clip is null ? input : clip.call(input);
        amax ??= clip is null ? AmaxFor(input) : clip.Amax();
        try
        {
            if (!Descriptor.Format.IsInteger)
                return E4M3.FakeQuantize(values, amax).MoveToOuterDisposeScope();
            if (Descriptor.Grid.Upper == 0)
                throw FakeQuantErrors.NoLevels();
            if (Descriptor.FakeQuant)
                return FakeQuantization.Apply(values, amax, Descriptor.Grid, isPrivate).MoveToOuterDisposeScope();

            var (levels, scale) = FakeQuantization.Quantize(values, amax, Descriptor.Grid);
            Scale?.Dispose();
            Scale = scale.DetachFromDisposeScope();
            return levels.MoveToOuterDisposeScope();
        }
        catch (QuantizationException error)
        {
            throw FakeQuantErrors.Named(error, FullName);
        }
    }

    private Tensor AmaxFor(Tensor input)
    {
        var amax = Amax ?? (Descriptor.Dynamic ? Largest(input) : throw Uncalibrated());
        return Descriptor.ScaleAmax is { } factor ? amax.mul(factor) : amax;
    }

    /// <summary>The largest magnitudes of a tensor, along the axes that the descriptor keeps: the range that it would have.</summary>
    internal Tensor Largest(Tensor input)
    {
        using var scope = NewDisposeScope();
        var magnitudes = input.detach().abs();
        return (Descriptor.Axes is null ? magnitudes.max() : magnitudes.amax(ReducedAxes(input), keepdim: true)).MoveToOuterDisposeScope();
    }

    private long[] ReducedAxes(Tensor input)
    {
        var rank = (int)input.dim();
        foreach (var axis in Descriptor.Axes!)
        {
            if (axis < -rank || axis >= rank)
                throw new QuantizationException(
                    $"Quantizer '{FullName}' keeps ranges along axis {axis}, which a tensor of shape " +
                    $"[{string.Join(", ", input.shape)}] does not have.");
        }

        return [.. Enumerable.Range(0, rank).Where(axis => !Descriptor.Axes.Contains(axis) && !Descriptor.Axes.Contains(axis - rank))];
    }

    private Tensor? Buffer(string name) => _internal_buffers.TryGetValue(name, out var buffer) ? buffer.Item1 : null;

    private void SetBuffer(string name, Tensor? value)
    {
        var current = Buffer(name);
        if (value is null)
        {
            ConditionallyRegisterBuffer(name, null);
            current?.Dispose();
            return;
        }

        using var noGradient = no_grad();
        if (current is null)
        {
            ConditionallyRegisterBuffer(name, value.detach().to(ScalarType.Float32, copy: true).DetachFromDisposeScope());
            return;
        }

        if (!current.shape.AsSpan().SequenceEqual(value.shape))
        {
            throw new QuantizationException(
                $"Quantizer '{FullName}' keeps {name} in shape [{string.Join(", ", current.shape)}], not " +
                $"[{string.Join(", ", value.shape)}]; set it to null first to change its shape.");
        }

        using var source = value.detach();
        current.copy_(source);
    }

    private void ThrowIfNoRange(Tensor value)
    {
        using var scope = NewDisposeScope();
        if (!value.isfinite().logical_and(value.ge(0)).all().item<bool>())
            throw new QuantizationException(
                $"Quantizer '{FullName}' was given a range that is negative or not finite; a range is the largest magnitude that is " +
                "representable.");
    }

    private UncalibratedQuantizerException Uncalibrated() => new(
        $"Quantizer '{FullName}' has no range: calibrate the model, load a calibrated checkpoint, or set its Amax.");
}
