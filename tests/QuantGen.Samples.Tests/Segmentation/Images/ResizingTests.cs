using SampleKit.Imaging;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation.Images;

public sealed class ResizingTests
{
    private static readonly ImageFixtures Fixtures = ImageFixtures.Load();

    public static TheoryData<int> Indices => [.. Enumerable.Range(0, Fixtures.Resized.Count)];

    [Theory]
    [MemberData(nameof(Indices))]
    public void Pictures_are_those_of_torch_bit_for_bit(int index)
    {
        var expected = Fixtures.Resized[index];
        var picture = new Picture([.. expected.Pixels.Select(static value => (byte)value)], expected.Width, expected.Height);

        var resized = Resizing.Bilinear(picture, expected.ToWidth, expected.ToHeight);

        Assert.Equal((expected.ToWidth, expected.ToHeight), (resized.Width, resized.Height));
        Assert.Equal(expected.Bilinear, resized.Pixels.Select(static value => (int)value));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public void Masks_are_those_of_torch(int index)
    {
        var expected = Fixtures.Resized[index];
        var labels = expected.Pixels.Where(static (_, i) => i % Picture.Channels == 0).Select(static value => (byte)value);

        var resized = Resizing.Nearest(new LabelMask([.. labels], expected.Width, expected.Height), expected.ToWidth, expected.ToHeight);

        Assert.Equal(expected.Nearest, resized.Labels.Select(static value => (int)value));
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(3, 7)]
    [InlineData(1000, 31)]
    [InlineData(31, 1000)]
    public void The_weights_of_a_value_add_up_to_one_and_lie_within_the_line(int from, int to)
    {
        var weights = new ResizeWeights(from, to);
        for (var i = 0; i < to; i++)
        {
            Assert.InRange(weights.First(i), 0, from - weights.Of(i).Length);
            Assert.Equal(1f, weights.Of(i).ToArray().Sum(), tolerance: 1e-5f);
        }
    }

    [Fact]
    public void The_same_size_is_the_same_picture()
    {
        var picture = new Picture(new byte[2 * 3 * Picture.Channels], 2, 3);

        Assert.Same(picture, Resizing.Bilinear(picture, 2, 3));
    }
}
