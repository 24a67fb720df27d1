using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// What a quantizer makes of a tensor, as integers: y = offset + sum over k of scale_k * plane_k. A layer's output follows from integer
/// arithmetic over the planes alone, and one multiplication for each pair of them.
/// </summary>
/// <param name="Planes">Tensors of integers as float32, of the input's shape.</param>
/// <param name="Scales">The factor of each plane, broadcastable to its shape.</param>
/// <param name="Offset">What is added, broadcastable; null for nothing.</param>
public sealed record IntegerForm(IReadOnlyList<Tensor> Planes, IReadOnlyList<Tensor> Scales, Tensor? Offset) : IDisposable
{
    /// <summary>The values that the integers stand for.</summary>
    /// <returns>A new tensor of the planes' shape.</returns>
    public Tensor ToValues()
    {
        using var scope = NewDisposeScope();
        var values = Planes[0] * Scales[0];
        for (var k = 1; k < Planes.Count; k++)
            values = values + (Planes[k] * Scales[k]);

        return (Offset is null ? values : values + Offset).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in Planes.Concat(Scales))
            tensor.Dispose();

        Offset?.Dispose();
    }

    /// <summary>The integers of values that are multiplied by a factor and shifted afterwards.</summary>
    /// <param name="factor">Broadcastable to the planes; null for 1.</param>
    /// <param name="shift">Likewise; null for 0.</param>
    internal IntegerForm Then(Tensor? factor, Tensor? shift)
    {
        var scales = factor is null ? Scales : [.. Scales.Select(scale => scale * factor)];
        var moved = Offset is null || factor is null ? Offset : Offset * factor;
        return new IntegerForm(Planes, scales, moved is null || shift is null ? moved ?? shift : moved + shift);
    }

    /// <summary>The same, to outlive the scope that it was made in.</summary>
    internal IntegerForm MoveToOuterDisposeScope()
    {
        foreach (var tensor in Planes.Concat(Scales))
            tensor.MoveToOuterDisposeScope();

        Offset?.MoveToOuterDisposeScope();
        return this;
    }
}
