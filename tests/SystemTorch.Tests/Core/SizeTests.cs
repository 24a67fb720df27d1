using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

/// <summary>Extents given as <see cref="Size"/>, and sampling by a grid.</summary>
public sealed class SizeTests
{
    [Fact]
    public void ExpandTakesASize() => Assert.Equal([2, 3], zeros(1, 3).expand(new Size((long[])[2, -1])).shape);

    [Fact]
    public void UnflattenTakesASize()
    {
        Assert.Equal([2, 3, 2], zeros(2, 6).unflatten(1, new Size((long[])[3, -1])).shape);
        Assert.Equal([3, 2, 6], unflatten(zeros(6, 6), 0, new Size((long[])[3, 2])).shape);
    }

    [Theory]
    [InlineData(GridSampleMode.Bilinear, GridSamplePaddingMode.Zeros, 1.5f)]
    [InlineData(GridSampleMode.Bilinear, GridSamplePaddingMode.Border, 3f)]
    [InlineData(GridSampleMode.Bilinear, GridSamplePaddingMode.Reflection, 2.5f)]
    [InlineData(GridSampleMode.Nearest, GridSamplePaddingMode.Border, 3f)]
    public void AGridTakesElementsAtItsPlaces(GridSampleMode mode, GridSamplePaddingMode padding, float expected)
    {
        // The corners are at the middles of 1 and 3: half an element behind the last one is 1.5 in these units.
        using var result = nn.functional.grid_sample(tensor([1f, 2, 3], [1, 1, 1, 3]), tensor([1.5f, 0], [1, 1, 1, 2]), mode, padding, align_corners: true);
        Assert.Equal(expected, result.item<float>());
    }

    [Fact]
    public void TheMiddleOfAGridIsTheMiddleOfTheImage()
    {
        using var result = nn.functional.grid_sample(tensor([1f, 2, 3], [1, 1, 1, 3]), zeros(1, 1, 1, 2));
        Assert.Equal(2, result.item<float>());
    }
}
