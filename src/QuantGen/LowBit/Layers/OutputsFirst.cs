using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>Turns a weight so that its output channels lie along the first axis, and back.</summary>
/// <param name="Inputs">How many input channels there are, in all groups together.</param>
/// <param name="Outputs">How many output channels there are, in all groups together.</param>
/// <param name="Groups">The number of groups of channels that are convolved apart.</param>
/// <param name="Transposed">
/// Whether the weight is that of a transposed convolution, [in, out / groups, kernel...], and not [out, in / groups, kernel...] already.
/// </param>
internal sealed record OutputsFirst(long Inputs, long Outputs, long Groups, bool Transposed)
{
    /// <summary>The weight as [out, in / groups, kernel...].</summary>
    public Tensor Turn(Tensor weight) => Transposed ? Exchange(weight, Inputs / Groups, Outputs / Groups) : weight;

    /// <summary>The shape of that.</summary>
    public long[] Turned(ReadOnlySpan<long> shape) => Transposed ? [Outputs, Inputs / Groups, .. shape[2..]] : [.. shape];

    /// <summary>The weight as the layer has it.</summary>
    public Tensor Back(Tensor turned) => Transposed ? Exchange(turned, Outputs / Groups, Inputs / Groups) : turned;

    /// <summary>Integers in the shape that the layer's weight has.</summary>
    public IntegerForm Back(IntegerForm turned)
    {
        if (!Transposed)
            return turned;

        var shape = turned.Planes[0].shape;
        return new IntegerForm(
            [.. turned.Planes.Select(Back)],
            [.. turned.Scales.Select(scale => Back(scale.expand(shape)))],
            turned.Offset is null ? null : Back(turned.Offset.expand(shape)));
    }

    // Within each group, rows become columns.
    private Tensor Exchange(Tensor weight, long rows, long columns)
    {
        var kernel = weight.shape[2..];
        return weight.reshape([Groups, rows, columns, .. kernel]).transpose(1, 2).reshape([Groups * columns, rows, .. kernel]);
    }
}
