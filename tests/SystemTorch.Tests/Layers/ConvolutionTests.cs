using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

public sealed class ConvolutionTests
{
    [Fact]
    public void TheGradientsOfAConvolutionAreItsDerivatives() => Gradients.Check(
        x => F.conv2d(x[0], x[1], x[2], [2, 1], [1, 0], [1, 2], groups: 2),
        randn(2, 4, 5, 6, dtype: ScalarType.Float64),
        randn(4, 2, 3, 2, dtype: ScalarType.Float64),
        randn(4, dtype: ScalarType.Float64));

    [Fact]
    public void TheGradientsOfATransposedConvolutionAreItsDerivatives() => Gradients.Check(
        x => F.conv_transpose1d(x[0], x[1], x[2], stride: 2, padding: 1, output_padding: 1),
        randn(2, 2, 4, dtype: ScalarType.Float64),
        randn(2, 3, 3, dtype: ScalarType.Float64),
        randn(3, dtype: ScalarType.Float64));

    [Theory]
    [InlineData(1, 16)]
    [InlineData(2, 8)]
    public void StrideAndPaddingMakeTheSize(long stride, long size)
    {
        using var conv = Conv2d(3, 8, 3, stride, padding: 1);

        Assert.Equal([2, 8, size, size], conv.call(zeros(2, 3, 16, 16)).shape);
        Assert.Equal([8, size, size], conv.call(zeros(3, 16, 16)).shape);
    }

    [Fact]
    public void PaddingByNameKeepsTheSizeOrTakesNone()
    {
        using var same = Conv2d(1, 1, (3, 4), Padding.Same);
        using var valid = Conv1d(1, 1, 3, Padding.Valid);

        Assert.Equal([1, 1, 7, 7], same.call(zeros(1, 1, 7, 7)).shape);
        Assert.Equal([1, 1, 5], valid.call(zeros(1, 1, 7)).shape);
        Assert.Null(same.padding);
        Assert.Equal(Padding.Same, same.padding_type);
        Assert.Throws<ArgumentException>(() => Conv2d(1, 1, 3, Padding.Same, stride: 2));
    }

    [Fact]
    public void ReflectionTakesThePlaceOfZeros()
    {
        using var conv = Conv1d(1, 1, 3, padding: 1, padding_mode: PaddingModes.Reflect, bias: false);
        conv.weight = Parameter(ones(1, 1, 3));

        Near.Equal([5, 6, 7], conv.call(tensor(new[] { 1f, 2f, 3f }).reshape(1, 1, 3)));
    }

    [Fact]
    public void TheHyperparametersAreThereToRead()
    {
        using var conv = Conv2d(4, 8, (3, 5), (2, 1), (1, 2), (1, 1), groups: 2, bias: false);

        Assert.Equal((4L, 8L, 2L), (conv.in_channels, conv.out_channels, conv.groups));
        Assert.Equal([3, 5], conv.kernel_size);
        Assert.Equal([2, 1], conv.stride);
        Assert.Equal([1, 2], conv.padding!);
        Assert.Equal([8, 2, 3, 5], conv.weight.shape);
        Assert.Null(conv.bias);
        Assert.False(conv.transposed);
        Assert.IsAssignableFrom<Convolution>(conv);
    }

    [Fact]
    public void AWrongNumberOfChannelsIsRefused()
    {
        using var conv = Conv2d(3, 8, 3);

        var error = Assert.Throws<ArgumentException>(() => conv.call(zeros(1, 4, 8, 8)));

        Assert.Equal("Expected 3D (unbatched) or 4D (batched) input with 3 channels to Conv2d.", error.Message);
    }

    [Fact]
    public void ATransposedConvolutionMakesTheSizeAskedFor()
    {
        using var conv = ConvTranspose2d(2, 3, 3, stride: 2, padding: 1);

        Assert.Equal([1, 3, 7, 7], conv.call(zeros(1, 2, 4, 4)).shape);
        Assert.Equal([1, 3, 8, 8], conv.forward(zeros(1, 2, 4, 4), [8, 8]).shape);
        Assert.Throws<ArgumentException>(() => conv.forward(zeros(1, 2, 4, 4), [9, 9]));
        Assert.Equal([2, 3, 3, 3], conv.weight.shape);
        Assert.True(conv.transposed);
    }

    [Fact]
    public void AVolumeIsConvolvedAndTransposed()
    {
        using var conv = Conv3d(1, 2, 3, padding: 1);
        using var back = ConvTranspose3d(2, 1, 2, stride: 2);

        Assert.Equal([1, 2, 4, 4, 4], conv.call(zeros([1, 1, 4, 4, 4])).shape);
        Assert.Equal([1, 1, 8, 8, 8], back.call(conv.call(zeros([1, 1, 4, 4, 4]))).shape);
    }

    [Fact]
    public void ChannelsLastMemoryStaysChannelsLast()
    {
        using var conv = Conv2d(4, 8, 3, padding: 1);
        using var input = randn(2, 6, 6, 4).permute(0, 3, 1, 2);

        using var output = conv.call(input);

        Assert.False(input.is_contiguous());
        Assert.True(output.permute(0, 2, 3, 1).is_contiguous());
        Near.Equal([.. conv.call(input.contiguous()).reshape(-1).data<float>().Select(value => (double)value)], output, 1e-4);
    }

    [Fact]
    public void ParametersStartUniformWithinTheRootOfTheFanIn()
    {
        manual_seed(1);
        using var conv = Conv2d(16, 64, 3);
        var bound = 1 / Math.Sqrt(16 * 9);

        Assert.InRange(conv.weight.abs().max().item<float>(), 0.99 * bound, bound);
        Assert.InRange(conv.bias!.abs().max().item<float>(), 0.8 * bound, bound);
        Near.Equal(bound / Math.Sqrt(3), conv.weight.std().item<float>(), 0.02);
    }
}
