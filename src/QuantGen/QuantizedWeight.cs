using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen;

/// <summary>A weight of a layer and the quantizer that it passes.</summary>
public sealed class QuantizedWeight
{
    private readonly Func<Tensor> _read;
    private readonly Action<Tensor> _write;

    /// <summary>A weight that is quantized as it is.</summary>
    /// <param name="quantizer">Quantizes the weight.</param>
    /// <param name="weight">The weight.</param>
    /// <param name="outputAxis">The axis of the weight that holds output channels.</param>
    public QuantizedWeight(TensorQuantizer quantizer, Parameter weight, int outputAxis = 0)
        : this(quantizer, [weight], 0, outputAxis)
    {
    }

    /// <summary>Weights that are joined and quantized as one.</summary>
    /// <param name="quantizer">Quantizes what they are joined to.</param>
    /// <param name="parts">The weights, one or more.</param>
    /// <param name="joinAxis">The axis along which they are joined, not negative.</param>
    /// <param name="outputAxis">The axis that holds output channels.</param>
    /// <exception cref="ArgumentException">There are no parts.</exception>
    public QuantizedWeight(TensorQuantizer quantizer, IReadOnlyList<Parameter> parts, int joinAxis, int outputAxis = 0)
    {
        ArgumentNullException.ThrowIfNull(quantizer);
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentOutOfRangeException.ThrowIfNegative(joinAxis);
        if (parts.Count == 0 || parts.Any(static part => part is null))
            throw new ArgumentException("A quantized weight consists of one or more parameters.", nameof(parts));

        (Quantizer, Parameters, OutputAxis) = (quantizer, parts, outputAxis);
        _read = () => parts.Count == 1 ? parts[0].detach() : cat([.. parts.Select(static part => part.detach())], joinAxis);
        _write = values =>
        {
            var extents = parts.Select(part => part.shape[joinAxis]).ToArray();
            foreach (var (part, value) in parts.Zip(values.split(extents, joinAxis)))
                part.copy_(value);
        };
    }

    /// <summary>A weight that is not quantized as it is stored.</summary>
    /// <param name="quantizer">Quantizes what <paramref name="read"/> returns.</param>
    /// <param name="parameters">The weight.</param>
    /// <param name="outputAxis">The axis that holds output channels.</param>
    /// <param name="read">Computes what is quantized.</param>
    /// <param name="write">Stores what makes <paramref name="read"/> return the given values, up to rounding.</param>
    internal QuantizedWeight(
        TensorQuantizer quantizer, IReadOnlyList<Parameter> parameters, int outputAxis, Func<Tensor> read, Action<Tensor> write) =>
        (Quantizer, Parameters, OutputAxis, _read, _write) = (quantizer, parameters, outputAxis, read, write);

    /// <summary>Quantizes the weight.</summary>
    public TensorQuantizer Quantizer { get; }

    /// <summary>What the weight is stored in.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>The axis that holds output channels.</summary>
    public int OutputAxis { get; }

    /// <summary>
    /// What the quantizer gets in evaluation: the weight, with a batch normalization merged into it where one is, and before the quantizer's
    /// own factor. No gradient is recorded; the caller disposes the tensor and does not write to it.
    /// </summary>
    public Tensor Read()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return _read().MoveToOuterDisposeScope();
    }

    /// <summary>Changes the parameters so that <see cref="Read"/> returns the given values, up to rounding.</summary>
    internal void Write(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _write(values);
    }
}
