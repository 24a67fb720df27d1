using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// Runs of consecutive channels that share what is learned or measured. A weight is split from its first value on, so that a group may be a part
/// of an output channel, too; an activation along its channels.
/// </summary>
/// <param name="role">Which tensor it is.</param>
/// <param name="shape">A weight's shape, or (1, C, 1, ...) of an activation.</param>
/// <param name="count">The number of groups, which divides that of the channels.</param>
internal sealed class ChannelGroups(LowBitRole role, long[] shape, long count)
{
    /// <summary>The number of groups.</summary>
    public long Count => count;

    /// <summary>The shape of what is learned: (G, 1, ...) of weights, (1, G, 1, ...) of activations, (1) where these have one group.</summary>
    public long[] ParameterShape { get; } = Shape(role, shape.Length, count);

    private bool IsWeight => role == LowBitRole.Weight;

    private bool IsWhole => count == 1 && !IsWeight;

    /// <summary>A view with the groups along the last axis but one, or, of an activation with one group, the tensor as it is.</summary>
    public Tensor Split(Tensor values)
    {
        if (IsWhole)
            return values;

        return IsWeight ? values.reshape(count, -1) : values.reshape(-1, count, values.numel() / (Leading(values) * count));
    }

    /// <summary>What is learned, in a shape that broadcasts to <see cref="Split"/>.</summary>
    public Tensor Along(Tensor parameter) => IsWhole ? parameter.reshape([]) : parameter.reshape(count, 1);

    /// <summary>A split tensor in the shape of what it was split from.</summary>
    public Tensor Join(Tensor split, Tensor like) => IsWhole ? split : split.reshape(like.shape);

    /// <summary>The sum of each group of a split tensor, in the shape of what is learned.</summary>
    public Tensor Sum(Tensor split)
    {
        if (IsWhole)
            return split.sum().reshape(ParameterShape);

        var sums = IsWeight ? split.sum(-1) : split.sum([0, 2]);
        return sums.reshape(ParameterShape);
    }

    /// <summary>The largest value of each group of a split tensor, in the shape of what is learned.</summary>
    public Tensor Largest(Tensor split)
    {
        if (IsWhole)
            return split.max().reshape(ParameterShape);

        var largest = IsWeight ? split.amax(-1) : split.amax(0, 2);
        return largest.reshape(ParameterShape);
    }

    /// <summary>The mean of each group of a split tensor, in the shape of what is learned.</summary>
    public Tensor Mean(Tensor split) => Sum(split) * ((double)count / split.numel());

    /// <summary>What is learned, in a shape that broadcasts to a tensor of channels. Differentiable.</summary>
    public Tensor Spread(Tensor parameter, Tensor like)
    {
        if (count == 1)
            return parameter.reshape([]);

        var (axis, channels) = IsWeight ? (0, shape[0]) : (ChannelAxis(like), shape[1]);
        var broad = new long[like.dim()];
        Array.Fill(broad, 1);
        broad[axis] = channels;
        if (channels % count == 0)
            return parameter.reshape(count, 1).expand(count, channels / count).reshape(broad);

        return parameter.reshape(count, 1).expand(count, like.numel() / count).reshape(like.shape);
    }

    /// <summary>How many values of one group lie side by side in a contiguous tensor.</summary>
    public long RunLength(Tensor values)
    {
        if (count == 1)
            return values.numel();

        return values.numel() / (IsWeight ? count : count * Leading(values));
    }

    private int ChannelAxis(Tensor values) => (int)values.dim() - (shape.Length - 1);

    private long Leading(Tensor values)
    {
        long leading = 1;
        for (var axis = ChannelAxis(values) - 1; axis >= 0; axis--)
            leading *= values.shape[axis];

        return leading;
    }

    private static long[] Shape(LowBitRole role, int rank, long count)
    {
        if (count == 1 && role != LowBitRole.Weight)
            return [1];

        var result = new long[rank];
        Array.Fill(result, 1);
        result[role == LowBitRole.Weight ? 0 : 1] = count;
        return result;
    }
}
