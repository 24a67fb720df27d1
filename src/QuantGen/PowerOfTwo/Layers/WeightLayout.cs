using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>Where the output channels lie in a weight.</summary>
/// <param name="Inputs">How many input channels there are, in all groups together.</param>
/// <param name="Outputs">How many output channels there are, in all groups together.</param>
/// <param name="Groups">The number of groups of channels.</param>
/// <param name="Transposed">
/// Whether the weight is that of a transposed convolution, [in, out / groups, kernel...], and not [out, in / groups, kernel...].
/// </param>
internal readonly record struct WeightLayout(long Inputs, long Outputs, long Groups, bool Transposed)
{
    /// <summary>Whether each channel is convolved apart. A convolution of one input channel is not depthwise.</summary>
    public bool IsDepthwise => Groups == Inputs && Groups > 1;

    /// <summary>One number for each output channel, in a shape that broadcasts to a weight.</summary>
    public Tensor Align(Tensor perOutput, Tensor weight)
    {
        long[] kernel = [.. Enumerable.Repeat(1L, (int)weight.dim() - 2)];
        if (!Transposed)
            return perOutput.reshape([Outputs, 1, .. kernel]);
        if (Groups == 1)
            return perOutput.reshape([1, Outputs, .. kernel]);

        // Rows of the weight are input channels, group by group; each sees only the outputs of its group.
        return perOutput.reshape(Groups, 1, Outputs / Groups)
            .expand(Groups, Inputs / Groups, Outputs / Groups)
            .reshape([Inputs, Outputs / Groups, .. kernel]);
    }

    /// <summary>A weight as one row for each output channel.</summary>
    public Tensor Rows(Tensor weight) => Transposed
        ? weight.reshape(Groups, Inputs / Groups, Outputs / Groups, -1).transpose(1, 2).reshape(Outputs, -1)
        : weight.reshape(Outputs, -1);
}
