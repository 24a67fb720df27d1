using QuantGen.Graph;
using QuantGen.Graph.Operators;
using QuantGen.Testing.Snapshots;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>The definitions of operations where no member of torch shows them: settings that torch has not.</summary>
public sealed class OperationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>The table of operations: what a lowering has to know.</summary>
    [Fact]
    public void Table() => Snapshot.Verify([("operations.txt", string.Join('\n', GraphOperations.All) + "\n")]);

    [Theory]
    [InlineData(new long[] { 5 }, new long[] { 0 }, new long[] { -1 }, new long[] { 5, 4, 3, 2, 1 })]
    [InlineData(new long[] { 5 }, new long[] { -100 }, new long[] { -2 }, new long[] { 5, 3, 1 })]
    [InlineData(new long[] { -2 }, new long[] { 1 }, new long[] { -1 }, new long[] { 4, 3, 2 })]
    [InlineData(new long[] { 1 }, new long[] { 100 }, new long[] { 2 }, new long[] { 1, 3, 5 })]
    [InlineData(new long[] { 3 }, new long[] { 1 }, new long[] { 1 }, new long[] { })]
    public void SliceGoesBothWays(long[] starts, long[] ends, long[] steps, long[] expected)
    {
        // Index 0 is never taken by the first: the end is not in the range.
        var result = Run("Slice", new() { { "starts", starts }, { "ends", ends }, { "steps", steps } }, arange(6));
        Assert.Equal(expected, result.data<long>().ToArray());
    }

    [Fact]
    public void GatherTakesNegativePlaces() => Assert.Equal([5, 0], Run("Gather", [], arange(6), tensor([-1L, 0])).data<long>().ToArray());

    [Fact]
    public void CumSumBackwardsAndExclusive() => Assert.Equal(
        [5f, 3, 0], Tensors.Floats(Run("CumSum", new() { { "axis", 0L }, { "reverse", 1L }, { "exclusive", 1L } }, tensor([1f, 2, 3]))));

    [Fact]
    public void HardSigmoidsDefaultsAreThoseOfOnnx() => Assert.Equal([0f, 0.7f, 1], Tensors.Floats(Run("HardSigmoid", [], tensor([-3f, 1, 3]))));

    [Fact]
    public void ConvolutionPaddedOnOneSideIsThatOfAPaddedInput()
    {
        var (input, weight) = (new Sample([1, 2, 5, 5]).Draw(1), new Sample([3, 2, 3, 3]).Draw(2));
        var expected = nn.functional.conv2d(nn.functional.pad(input, (1, 0, 2, 0)), weight);
        Same.Bits(expected, Run("Conv", new() { { "pads", (long[])[2, 1, 0, 0] } }, input, weight));
    }

    [Fact]
    public void TransposedConvolutionTakesUnequalPaddingAway()
    {
        var (input, weight) = (new Sample([1, 2, 5]).Draw(1), new Sample([2, 3, 3]).Draw(2));
        var all = nn.functional.conv_transpose1d(input, weight, stride: 2);
        Same.Bits(all.narrow(2, 2, all.size(2) - 2).contiguous(), Run("ConvTranspose", new() { { "strides", (long[])[2] }, { "pads", (long[])[2, 0] } }, input, weight));
    }

    [Fact]
    public void AveragesOfUnequalPaddingCountWhatIsInside()
    {
        var input = tensor([1f, 2, 3, 4], [1, 1, 4]);
        var settings = new GraphAttributeCollection { { "kernel_shape", (long[])[2] }, { "strides", (long[])[2] }, { "pads", (long[])[1, 1] } };
        Assert.Equal([1f, 2.5f, 4], Tensors.Floats(Run("AveragePool", settings, input)));
        settings.Add("pads", (long[])[1, 0]);
        Assert.Equal([1f, 2.5f], Tensors.Floats(Run("AveragePool", settings, input)));
        settings.Add("count_include_pad", 1L);
        Assert.Equal([0.5f, 2.5f], Tensors.Floats(Run("AveragePool", settings, input)));
    }

    [Fact]
    public void LargestOfUnequalPadding()
    {
        var settings = new GraphAttributeCollection { { "kernel_shape", (long[])[2] }, { "strides", (long[])[1] }, { "pads", (long[])[1, 0] } };
        Assert.Equal([-4f, -3, -2], Tensors.Floats(Run("MaxPool", settings, tensor([-4f, -3, -2], [1, 1, 3]))));
    }

    [Fact]
    public void ProductsWithFactorsAreThoseOfTorch()
    {
        var (a, b, c) = (new Sample([3, 2]).Draw(1), new Sample([4, 3]).Draw(2), new Sample([2, 4]).Draw(3));
        var settings = new GraphAttributeCollection { { "transA", 1L }, { "transB", 1L }, { "alpha", 0.5f }, { "beta", 2f } };
        Same.Close((0.5 * a.t().matmul(b.t())) + (2 * c), Run("Gemm", settings, a, b, c));
        Same.Close(a.t().matmul(b.t()), Run("Gemm", new() { { "transA", 1L }, { "transB", 1L } }, a, b));
    }

    [Fact]
    public void NearestWithScalesThatAreNotWhole()
    {
        var input = new Sample([1, 1, 5]).Draw(1);
        var settings = new GraphAttributeCollection { { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" }, { "scales", (float[])[1, 1, 1.5f] } };
        Same.Bits(nn.functional.interpolate(input, scale_factor: [1.5]), Run("Resize", settings, input));
    }

    [Theory]
    [InlineData("Add", "[2, 3] and [2] do not broadcast", new long[] { 2, 3 }, new long[] { 2 })]
    [InlineData("MatMul", "[2, 3] by [2, 3] is no product of matrices", new long[] { 2, 3 }, new long[] { 2, 3 })]
    [InlineData("Conv", "does not go with a weight", new long[] { 1, 2, 5, 5 }, new long[] { 3, 3, 3, 3 })]
    [InlineData("Conv", "does not fit into axis 2", new long[] { 1, 2, 2, 5 }, new long[] { 3, 2, 3, 3 })]
    [InlineData("Conv", "has 2 dimensions where 4 are needed", new long[] { 1, 2, 5, 5 }, new long[] { 3, 3 })]
    [InlineData("PRelu", "do not broadcast to", new long[] { 2, 3 }, new long[] { 2, 2, 3 })]
    [InlineData(GraphOperators.Linear, "does not go with a weight", new long[] { 2, 3 }, new long[] { 4, 2 })]
    public void WrongShapesAreRefused(string operation, string part, long[] left, long[] right) => Assert.Contains(
        part, Assert.Throws<GraphException>(() => Run(operation, [], ones(left), ones(right))).Message, StringComparison.Ordinal);

    [Fact]
    public void WrongTypesAreRefused() => Assert.Equal(
        "here: Add: input 1 is Int64 and must be Float32.", Assert.Throws<GraphException>(() => Run("Add", [], ones(2), ones(2, ScalarType.Int64))).Message);

    private static Tensor Run(string operation, GraphAttributeCollection settings, params Tensor[] inputs) => GraphOperations.Run(operation, "here", inputs, settings)[0];
}
