namespace QuantGen.LowBit;

/// <summary>
/// The basis that fits values best for the codes they have: the solution of (B B^T) v = B x, where B holds the codes of the values x, a
/// row for each basis value.
/// </summary>
/// <remarks>
/// The paper's equation 9. What keeps it solvable is not the paper's. Weights: the diagonal d becomes (d + 1e-4) * 1.000001, and 1e-4
/// times the present basis is added on the right. Activations: a zero on the diagonal, of a code that no value has, becomes 1e-5; and
/// where two codes cannot be told apart, because values have both or neither, the later basis value stays as it is.
/// </remarks>
internal static class LqSolver
{
    /// <summary>What is added to the diagonal for weights.</summary>
    public const double Ridge = 1e-4;

    /// <summary>What the diagonal is multiplied by for weights.</summary>
    public const double Growth = 1.000001;

    /// <summary>What a zero on the diagonal becomes for activations.</summary>
    public const double Unused = 1e-5;

    /// <summary>A pivot below this share of the diagonal is none.</summary>
    public const double Vanished = 1e-9;

    /// <summary>Solves for one group.</summary>
    /// <param name="table">The levels.</param>
    /// <param name="group">The group.</param>
    /// <param name="counts">How many values have at least the level of each place.</param>
    /// <param name="sums">The sum of these values.</param>
    /// <param name="basis">The present basis of all groups.</param>
    /// <param name="weights">Whether the values are weights.</param>
    /// <param name="solution">Gets one number for each basis value.</param>
    /// <returns>Whether all of them are finite.</returns>
    public static bool Solve(
        LqTable table, int group, ReadOnlySpan<long> counts, ReadOnlySpan<double> sums, ReadOnlySpan<float> basis, bool weights, Span<double> solution)
    {
        var size = table.Codes.Vectors;
        Span<double> matrix = stackalloc double[size * size];
        matrix.Clear();
        solution.Clear();
        for (var place = 0; place < counts.Length; place++)
        {
            var isLast = place + 1 == counts.Length;
            var count = counts[place] - (isLast ? 0 : counts[place + 1]);
            var sum = sums[place] - (isLast ? 0 : sums[place + 1]);
            Add(table.CodesOf(group, place), count, sum, matrix, solution);
        }

        Span<double> present = stackalloc double[size];
        for (var j = 0; j < size; j++)
        {
            present[j] = basis[(j * table.Groups) + group];
            ref var diagonal = ref matrix[(j * size) + j];
            if (weights)
            {
                diagonal = (diagonal + Ridge) * Growth;
                solution[j] += Ridge * present[j];
            }
            else if (diagonal == 0)
            {
                diagonal = Unused;
            }
        }

        Eliminate(matrix, solution, present);
        return AllFinite(solution);
    }

    private static void Add(ReadOnlySpan<float> codes, long count, double sum, Span<double> matrix, Span<double> right)
    {
        for (var i = 0; i < codes.Length; i++)
        {
            right[i] += codes[i] * sum;
            for (var j = 0; j < codes.Length; j++)
                matrix[(i * codes.Length) + j] += codes[i] * codes[j] * (double)count;
        }
    }

    // The matrix is symmetric and has no negative eigenvalue: no pivots are sought, and where one vanishes so does its whole row.
    private static void Eliminate(Span<double> matrix, Span<double> right, ReadOnlySpan<double> present)
    {
        var size = right.Length;
        Span<bool> held = stackalloc bool[size];
        Span<double> diagonal = stackalloc double[size];
        for (var i = 0; i < size; i++)
            diagonal[i] = matrix[(i * size) + i];

        for (var i = 0; i < size; i++)
        {
            held[i] = matrix[(i * size) + i] <= Vanished * diagonal[i];
            for (var row = i + 1; row < size && !held[i]; row++)
            {
                var factor = matrix[(row * size) + i] / matrix[(i * size) + i];
                right[row] -= factor * right[i];
                for (var column = i; column < size; column++)
                    matrix[(row * size) + column] -= factor * matrix[(i * size) + column];
            }
        }

        for (var i = size - 1; i >= 0; i--)
        {
            for (var column = i + 1; column < size; column++)
                right[i] -= matrix[(i * size) + column] * right[column];

            right[i] = held[i] ? present[i] : right[i] / matrix[(i * size) + i];
        }
    }

    private static bool AllFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
                return false;
        }

        return true;
    }
}
