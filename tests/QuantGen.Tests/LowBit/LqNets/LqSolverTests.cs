using QuantGen.LowBit;
using Xunit;

namespace QuantGen.Tests.LowBit.LqNets;

public sealed class LqSolverTests
{
    [Theory]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(16, true)]
    [InlineData(3, false)]
    [InlineData(8, false)]
    public void TheSolutionLeavesTheLeastSquaredError(int levels, bool halfRange)
    {
        var random = new Random(levels);
        var codes = LqCodes.Of(levels, halfRange);
        var values = new double[500];
        var places = new int[values.Length];
        for (var i = 0; i < values.Length; i++)
            (values[i], places[i]) = (random.NextDouble() - 0.3, random.Next(levels));

        var (solved, solution) = Solve(codes, places, values, weights: false);
        Assert.True(solved);

        // At the least error its derivative by each basis value is zero.
        for (var j = 0; j < codes.Vectors; j++)
        {
            var derivative = 0.0;
            for (var i = 0; i < values.Length; i++)
                derivative += codes[places[i]][j] * (values[i] - LevelOf(codes[places[i]], solution));

            Assert.Equal(0, derivative, 1e-9);
        }
    }

    [Fact]
    public void ABasisValueThatNoActivationHasBecomesZero()
    {
        var codes = LqCodes.Of(4, halfRange: true);
        var (solved, solution) = Solve(codes, [1, 1, 0], [0.5, 0.7, 0.1], weights: false);
        Assert.True(solved);
        Assert.Equal(0.6, solution[0], 1e-12);
        Assert.Equal(0, solution[1]);
    }

    [Fact]
    public void OfBasisValuesThatCannotBeToldApartTheLaterOneStays()
    {
        // Every value is at the top level, which fixes the sum of the basis and no more.
        var codes = LqCodes.Of(4, halfRange: true);
        var (solved, solution) = Solve(codes, [3, 3], [2.0, 3.0], weights: false, basis: [0.4f, 0.75f]);
        Assert.True(solved);
        Assert.Equal([1.75, 0.75], solution);
    }

    [Fact]
    public void WeightsArePulledTowardTheirBasis()
    {
        var codes = LqCodes.Of(2, halfRange: false);
        var (solved, solution) = Solve(codes, [1, 0, 1], [0.3, -0.2, 0.1], weights: true, basis: [0.25f]);
        Assert.True(solved);
        Assert.Equal((0.6 + (1e-4 * 0.25)) / ((3 + 1e-4) * 1.000001), solution[0], 1e-12);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void ValuesThatAreNotFiniteHaveNoSolution(double value) =>
        Assert.False(Solve(LqCodes.Of(4, halfRange: true), [1, 2], [1, value], weights: false).Solved);

    private static (bool Solved, double[] Solution) Solve(LqCodes codes, int[] places, double[] values, bool weights, float[]? basis = null)
    {
        // Doubling start values: the place of a level is its number.
        basis ??= [.. Enumerable.Range(0, codes.Vectors).Select(static j => (float)(1 << j))];
        var table = LqTable.Of(codes, basis, 0.5);
        var (counts, sums) = (new long[codes.Levels], new double[codes.Levels]);
        for (var i = 0; i < values.Length; i++)
        {
            for (var k = 0; k <= places[i]; k++)
            {
                counts[k]++;
                sums[k] += values[i];
            }
        }

        var solution = new double[codes.Vectors];
        return (LqSolver.Solve(table, 0, counts, sums, basis, weights, solution), solution);
    }

    private static double LevelOf(ReadOnlySpan<float> codes, double[] basis)
    {
        var level = 0.0;
        for (var j = 0; j < codes.Length; j++)
            level += codes[j] * basis[j];

        return level;
    }
}
