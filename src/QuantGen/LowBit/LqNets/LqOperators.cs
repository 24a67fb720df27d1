using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// What the kernel computes, composed of torch operators: for other devices and types, for the integers of each basis value, and for tests
/// to compare with. Levels come out bit for bit alike.
/// </summary>
internal static class LqOperators
{
    /// <summary>What values become.</summary>
    /// <param name="Levels">The level of each value.</param>
    /// <param name="Planes">For each basis value the code of each value.</param>
    /// <param name="Top">The highest level of each group, in a shape that broadcasts to the values.</param>
    internal sealed record Assignment(Tensor Levels, IReadOnlyList<Tensor> Planes, Tensor Top);

    /// <summary>Assigns levels.</summary>
    /// <param name="split">The values, split into groups.</param>
    /// <param name="basis">The basis, (b, G).</param>
    /// <param name="codes">The codes of levels.</param>
    /// <param name="mix">How much the lower level weighs in a threshold.</param>
    /// <param name="groups">The groups.</param>
    public static Assignment Assign(Tensor split, Tensor basis, LqCodes codes, double mix, ChannelGroups groups)
    {
        var (levels, order) = sort(Unsorted(basis, codes), 0, stable: true);
        var values = groups.Along(levels[0]).expand_as(split);
        Tensor[] planes = [.. Enumerable.Range(0, codes.Vectors).Select(vector => groups.Along(CodesOf(codes, vector, order[0])).expand_as(split))];
        for (var place = 1; place < codes.Levels; place++)
        {
            var weight = LqTable.LowerWeight(codes, place, mix);
            var threshold = (levels[place - 1] * weight) + (levels[place] * (1 - weight));
            var above = split.gt(groups.Along(threshold));
            values = where(above, groups.Along(levels[place]), values);
            for (var vector = 0; vector < planes.Length; vector++)
                planes[vector] = where(above, groups.Along(CodesOf(codes, vector, order[place])), planes[vector]);
        }

        return new Assignment(where(split.isnan(), split, values), planes, groups.Along(levels[codes.Levels - 1]));
    }

    /// <summary>The basis that fits the values best for the codes they have, (b, G) in float64. See <see cref="LqSolver"/>.</summary>
    /// <param name="split">The values, split into groups.</param>
    /// <param name="planes">Their codes.</param>
    /// <param name="present">The present basis, float64.</param>
    /// <param name="weights">Whether the values are weights.</param>
    /// <param name="groups">The groups.</param>
    public static Tensor Solve(Tensor split, IReadOnlyList<Tensor> planes, Tensor present, bool weights, ChannelGroups groups)
    {
        var size = planes.Count;
        var right = new Tensor[size];
        var matrix = new Tensor[size, size];
        for (var i = 0; i < size; i++)
        {
            right[i] = Sum(planes[i] * split, groups);
            for (var j = 0; j <= i; j++)
                matrix[i, j] = matrix[j, i] = Sum(planes[i] * planes[j], groups);

            var diagonal = matrix[i, i];
            matrix[i, i] = weights
                ? (diagonal + LqSolver.Ridge) * LqSolver.Growth
                : where(diagonal.eq(0), full_like(diagonal, LqSolver.Unused), diagonal);
            if (weights)
                right[i] = right[i] + (present[i] * LqSolver.Ridge);
        }

        return Eliminate(matrix, right, present);
    }

    private static Tensor Sum(Tensor split, ChannelGroups groups) => groups.Sum(split.to(ScalarType.Float64)).reshape(-1);

    private static Tensor Eliminate(Tensor[,] matrix, Tensor[] right, Tensor present)
    {
        var size = right.Length;
        Tensor[] diagonal = [.. Enumerable.Range(0, size).Select(i => matrix[i, i])];
        var held = new Tensor[size];
        for (var i = 0; i < size; i++)
        {
            held[i] = matrix[i, i].le(diagonal[i] * LqSolver.Vanished);
            for (var row = i + 1; row < size; row++)
            {
                var factor = where(held[i], zeros_like(diagonal[i]), matrix[row, i] / matrix[i, i]);
                right[row] = right[row] - (factor * right[i]);
                for (var column = i + 1; column < size; column++)
                    matrix[row, column] = matrix[row, column] - (factor * matrix[i, column]);
            }
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var column = i + 1; column < size; column++)
                right[i] = right[i] - (matrix[i, column] * right[column]);

            right[i] = where(held[i], present[i], right[i] / matrix[i, i]);
        }

        return stack(right);
    }

    // Added up value by value: the order that the kernel's tables are made in.
    private static Tensor Unsorted(Tensor basis, LqCodes codes)
    {
        var levels = new Tensor[codes.Levels];
        for (var k = 0; k < levels.Length; k++)
        {
            levels[k] = zeros_like(basis[0]);
            for (var j = 0; j < codes.Vectors; j++)
                levels[k] = levels[k] + (basis[j] * codes[k][j]);
        }

        return stack(levels);
    }

    private static Tensor CodesOf(LqCodes codes, int vector, Tensor levels)
    {
        var digits = new float[codes.Levels];
        for (var k = 0; k < digits.Length; k++)
            digits[k] = codes[k][vector];

        return tensor(digits, device: levels.device).index_select(0, levels);
    }
}
