using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// The formulas of <see cref="UniformFunction"/> over composed operators: for every device, type and layout, and the oracle that the kernel is
/// compared with.
/// </summary>
internal static class UniformOperators
{
    /// <summary>The result for values, range and offset.</summary>
    public static Tensor Compute(UniformSettings settings, Tensor[] tensors)
    {
        var (grid, groups) = (settings.Grid, settings.Groups);
        var (range, offset) = (UniformRange.Magnitude(groups.Along(tensors[1])), Offset(groups, tensors));
        return groups.Join(Quantized(groups.Split(tensors[0]), grid, range, offset), tensors[0]);
    }

    /// <summary>The gradients by values, range and offset.</summary>
    public static Tensor?[] Gradients(Tensor gradient, UniformSettings settings, Tensor[] tensors)
    {
        var (grid, groups) = (settings.Grid, settings.Groups);
        var (range, offset) = (UniformRange.Magnitude(groups.Along(tensors[1])), Offset(groups, tensors));
        var units = Units(groups.Split(tensors[0]), range, offset);
        var isInside = units.ge(grid.Lower).logical_and(units.le(grid.Upper));
        var (split, zero) = (groups.Split(gradient), units.new_full([], 0));
        var passed = where(isInside, split, zero);
        var inner = where(isInside, units, zero);
        if (settings.InsideShare)
        {
            var share = InsideFactor(isInside, settings.Truncates);
            (passed, inner) = (passed * share, inner * share);
        }

        var ofInput = groups.Join(passed, tensors[0]);
        if (!tensors[1].requires_grad)
            return [ofInput, .. tensors.Skip(1).Select(static _ => (Tensor?)null)];

        var error = ((Integers(units, grid) - grid.Shift) / grid.StepsPerUnit) - inner;
        var sign = where(tensors[1].lt(0), tensors[1].new_full([], 1).neg(), tensors[1].new_full([], 1));
        var ofRange = groups.Sum(split * error) * sign * settings.Factor;
        return tensors.Length < 3
            ? [ofInput, ofRange]
            : [ofInput, ofRange, groups.Sum(where(isInside, zero, split)) * settings.Factor];
    }

    /// <summary>The result for split values, and a range and an offset that broadcast to them.</summary>
    public static Tensor Quantized(Tensor values, UniformGrid grid, Tensor range, Tensor? offset)
    {
        var result = (Integers(Units(values, range, offset), grid) - grid.Shift) * (range / grid.StepsPerUnit);
        return offset is null ? result : result + offset;
    }

    /// <summary>The integers of values, and the factor and offset that make values of them.</summary>
    /// <param name="settings">The levels and groups.</param>
    /// <param name="values">The values.</param>
    /// <param name="range">The range.</param>
    /// <param name="offset">The offset, or null.</param>
    public static IntegerForm Form(UniformSettings settings, Tensor values, Tensor range, Tensor? offset)
    {
        var (grid, groups) = (settings.Grid, settings.Groups);
        var shift = offset is null ? null : groups.Along(offset);
        var integers = Integers(Units(groups.Split(values), UniformRange.Magnitude(groups.Along(range)), shift), grid) - grid.Shift;
        var step = groups.Spread(UniformRange.Magnitude(range), values) / grid.StepsPerUnit;

        // Levels between integers are odd multiples of half a step.
        var isBetween = grid.Shift % 1 != 0;
        return new IntegerForm(
            [groups.Join(isBetween ? integers * 2 : integers, values)],
            [isBetween ? step / 2 : step],
            offset is null ? null : groups.Spread(offset, values));
    }

    private static Tensor? Offset(ChannelGroups groups, Tensor[] tensors) => tensors.Length < 3 ? null : groups.Along(tensors[2]);

    private static Tensor Units(Tensor values, Tensor range, Tensor? offset) => (offset is null ? values : values - offset) / range;

    private static Tensor Integers(Tensor units, UniformGrid grid) =>
        ((units.clamp(grid.Lower, grid.Upper) * grid.StepsPerUnit) + grid.Shift).round();

    private static Tensor InsideFactor(Tensor isInside, bool truncates)
    {
        var inside = isInside.sum().to(ScalarType.Float32);
        var factor = (inside.new_full([], (float)isInside.numel()) / inside).sqrt();
        var one = factor.new_full([], 1);
        var isKept = truncates ? inside.gt(0).logical_and(factor.ge(2)) : inside.gt(0);
        return where(isKept, factor, one);
    }
}
