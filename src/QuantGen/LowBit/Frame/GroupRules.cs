namespace QuantGen.LowBit;

/// <summary>How many groups a side has, and what shapes fit them.</summary>
internal static class GroupRules
{
    /// <summary>The groups of a side.</summary>
    /// <exception cref="QuantizationException">The channels cannot be split so.</exception>
    public static ChannelGroups Of(LowBitSide side, LowBitRole role, long[] shape)
    {
        var least = role == LowBitRole.Weight ? 1 : 2;
        if (shape.Length < least || shape.Any(static extent => extent < 1))
            throw new QuantizationException(
                $"A quantizer of {Word(role)} is not made for the shape [{string.Join(", ", shape)}].");

        // A weight may be split within its output channels, too.
        var channels = role == LowBitRole.Weight ? shape[0] * (shape.Length > 1 ? shape[1] : 1) : shape[1];
        if (side is { Groups: not null, GroupSize: not null })
            throw new ArgumentException("A number of groups and the size of one exclude each other: set Groups or GroupSize.", nameof(side));

        if (side.GroupSize is { } size && channels % size != 0)
            throw new QuantizationException($"Groups of {size} channels do not divide the {channels} channels of {Word(role)} [{string.Join(", ", shape)}].");

        var count = side.Groups ?? (side.GroupSize is { } length ? channels / length : Default(side.Algorithm, role, shape));
        if (channels % count != 0)
            throw new QuantizationException($"{count} groups do not divide the {channels} channels of {Word(role)} [{string.Join(", ", shape)}].");

        return new ChannelGroups(role, shape, count);
    }

    /// <summary>Refuses the deviation of a single weight.</summary>
    /// <exception cref="QuantizationException">A group has one weight.</exception>
    public static void CheckDeviation(LowBitSide side, LowBitRole role, long[] shape, long groups)
    {
        var needsTwo = side.Normalization is LowBitNormalization.Deviation or LowBitNormalization.MeanAndDeviation;
        if (needsTwo && role == LowBitRole.Weight && shape.Aggregate(1L, static (product, extent) => product * extent) == groups)
            throw new QuantizationException(
                $"One weight has no deviation: normalize the whole weight [{string.Join(", ", shape)}], or make fewer than {groups} groups.");
    }

    /// <summary>
    /// Whether a quantizer made for a shape can take a tensor: a weight has the very shape; an activation the channels, and any extents elsewhere.
    /// </summary>
    public static bool Fits(ReadOnlySpan<long> shape, ReadOnlySpan<long> declared, LowBitRole role)
    {
        if (role == LowBitRole.Weight)
            return shape.SequenceEqual(declared);

        // Layers take tensors without a batch, and linear ones with several axes in front of the features.
        var axis = shape.Length - (declared.Length - 1);
        return axis >= 0 && shape[axis] == declared[1];
    }

    private static long Default(LowBitAlgorithm algorithm, LowBitRole role, long[] shape)
    {
        if (role != LowBitRole.Weight)
            return 1;

        return algorithm is LowBitAlgorithm.LsqStep or LowBitAlgorithm.LsqPlus or LowBitAlgorithm.TrainedTernary ? 1 : shape[0];
    }

    private static string Word(LowBitRole role) => role switch
    {
        LowBitRole.Weight => "a weight",
        LowBitRole.Activation => "an activation",
        _ => "an output",
    };
}
