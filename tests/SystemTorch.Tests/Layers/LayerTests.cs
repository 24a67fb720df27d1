using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

public sealed class LayerTests
{
    private static readonly float[] Points = [-4, -1, 0, 0.5f, 7];

    public static TheoryData<Module<Tensor, Tensor>, double[]> Activations => new()
    {
        { ReLU(), [0, 0, 0, 0.5, 7] },
        { ReLU6(), [0, 0, 0, 0.5, 6] },
        { LeakyReLU(0.1), [-0.4, -0.1, 0, 0.5, 7] },
        { PReLU(1), [-1, -0.25, 0, 0.5, 7] },
        { ELU(2), [2 * Math.Exp(-4) - 2, 2 * Math.Exp(-1) - 2, 0, 0.5, 7] },
        { SiLU(), [.. Points.Select(x => x / (1 + Math.Exp(-x)))] },
        { GELU(TorchSharp.Modules.GELU.Approximate.tanh), [.. Points.Select(x => GeluByTanh(x))] },
        { Sigmoid(), [.. Points.Select(x => 1 / (1 + Math.Exp(-x)))] },
        { Tanh(), [.. Points.Select(x => Math.Tanh(x))] },
        { Hardswish(), [0, -1.0 / 3, 0, 0.5 * 3.5 / 6, 7] },
        { Hardsigmoid(), [0, 1.0 / 3, 0.5, 3.5 / 6, 1] },
        { Hardtanh(-2, 3), [-2, -1, 0, 0.5, 3] },
        { Mish(), [.. Points.Select(x => x * Math.Tanh(Math.Log(1 + Math.Exp(x))))] },
        { Softplus(), [.. Points.Select(x => Math.Log(1 + Math.Exp(x)))] },
        { Softmax(0), [.. Points.Select(x => Math.Exp(x) / Points.Sum(y => Math.Exp(y)))] },
        { LogSoftmax(0), [.. Points.Select(x => x - Math.Log(Points.Sum(y => Math.Exp(y))))] },
        { Identity(), [-4, -1, 0, 0.5, 7] },
    };

    private static double GeluByTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    [Theory]
    [MemberData(nameof(Activations), DisableDiscoveryEnumeration = true)]
    public void AnActivationIsItsFormula(Module<Tensor, Tensor> activation, double[] expected)
    {
        using var scope = NewDisposeScope();

        Near.Equal(expected, activation.call(tensor(Points)));
    }

    [Fact]
    public void InPlaceChangesTheInputAndReturnsItUnderAnotherHandle()
    {
        using var relu = ReLU(inplace: true);
        using var input = tensor(Points);

        var output = relu.call(input);
        Near.Equal([0, 0, 0, 0.5, 7], input);
        Assert.NotSame(input, output);
        output.Dispose();
        Assert.False(input.IsInvalid);
    }

    [Fact]
    public void DropoutOnlyActsInTraining()
    {
        manual_seed(1);
        using var dropout = Dropout(0.25);
        using var input = ones(10_000);

        using var trained = dropout.call(input);
        Assert.InRange(trained.eq(0).sum().item<long>(), 2300, 2700);
        Near.Equal(4.0 / 3, trained.max().item<float>(), 1e-6);

        dropout.eval();
        Near.Same(input, dropout.call(input));
    }

    [Fact]
    public void ChannelsAreDroppedWhole()
    {
        manual_seed(1);
        using var dropout = Dropout2d(0.5);

        using var dropped = dropout.call(ones(1, 100, 3, 3)).mean([2, 3]);

        Assert.True(dropped.eq(0).logical_or(dropped.eq(2)).all().item<bool>());
    }

    [Fact]
    public void PoolsTakeTheMaximumOrTheMeanOfEachWindow()
    {
        using var input = arange(16, ScalarType.Float32).reshape(1, 1, 4, 4);

        Near.Equal([5, 7, 13, 15], MaxPool2d(2).call(input));
        Near.Equal([2.5, 4.5, 10.5, 12.5], AvgPool2d(2).call(input));
        Near.Equal([7.5], AdaptiveAvgPool2d(1).call(input));
        Near.Equal([5, 7, 13, 15], AdaptiveMaxPool2d([2, 2]).call(input));
        Near.Equal([5, 7, 13, 15], MaxPool2d((2, 2), (2, 2)).forward_with_indices(input).Indices);
        Assert.Equal([1, 1, 2, 2], MaxPool2d(3, 2, 1).call(input).shape);
    }

    [Fact]
    public void PoolsOfSequencesAndVolumesTakeTheirOwnWindows()
    {
        using var sequence = arange(4, ScalarType.Float32).reshape(1, 1, 4);
        using var volume = arange(8, ScalarType.Float32).reshape(1, 1, 2, 2, 2);

        Near.Equal([1, 3], MaxPool1d(2).call(sequence));
        Near.Equal([0.5, 2.5], AvgPool1d(2).call(sequence));
        Near.Equal([1.5], AdaptiveAvgPool1d(1).call(sequence));
        Near.Equal([7], MaxPool3d(2).call(volume));
        Near.Equal([3.5], AvgPool3d(2).call(volume));
        Near.Equal([3.5], AdaptiveAvgPool3d(1).call(volume));
    }

    [Fact]
    public void ShapesAreChanged()
    {
        using var input = arange(8, ScalarType.Float32).reshape(1, 4, 1, 2);

        Assert.Equal([1, 8], Flatten().call(input).shape);
        Assert.Equal([1, 2, 2, 1, 2], Unflatten(1, [2, 2]).call(input).shape);
        Assert.Equal([1, 1, 2, 4], PixelShuffle(2).call(input).shape);
        Near.Equal([0, 2, 1, 3, 4, 6, 5, 7], PixelShuffle(2).call(input));
    }

    [Fact]
    public void PaddingSurrounds()
    {
        using var input = tensor(new[] { 1f, 2f, 3f }).reshape(1, 1, 3);

        Near.Equal([9, 1, 2, 3, 9, 9], ConstantPad1d((1, 2), 9).call(input));
        Near.Equal([2, 1, 2, 3, 2], ReflectionPad1d(1).call(input));
        Near.Equal([1, 1, 2, 3, 3], ReplicationPad1d(1).call(input));
        Assert.Equal([1, 1, 5, 7], ZeroPad2d((1, 2, 3, 1)).call(zeros(1, 1, 1, 4)).shape);
        Near.Equal([3, 1, 2, 3, 1], F.pad(input, (1, 1), PaddingModes.Circular));
    }

    [Fact]
    public void UpsamplingRepeatsOrInterpolates()
    {
        using var input = tensor(new[] { 0f, 1f }).reshape(1, 1, 1, 2);

        Near.Equal([0, 0, 1, 1], Upsample([1, 4]).call(input));
        Near.Equal([0, 1.0 / 3, 2.0 / 3, 1], F.interpolate(input, [1, 4], mode: InterpolationMode.Bilinear, align_corners: true));
        Assert.Equal([1, 1, 2, 4], F.interpolate(input, scale_factor: [2]).shape);
        Near.Equal([0.5], F.interpolate(input, [1, 1], mode: InterpolationMode.Area));
        Assert.Throws<ArgumentException>(() => F.interpolate(input, [4], mode: InterpolationMode.Linear));
    }

    [Fact]
    public void LinearIsAMatrixProductWithABias()
    {
        using var layer = Linear(Parameter(tensor(new[] { 1f, 2f, 3f, 4f }).reshape(2, 2)), Parameter(tensor(new[] { 10f, 20f })));

        Near.Equal([13, 27], layer.call(ones(1, 2)));
        Assert.Equal((2L, 2L), (layer.in_features, layer.out_features));
    }

    [Fact]
    public void AnEmbeddingLooksUpRows()
    {
        using var table = Embedding(4, 2, padding_idx: 0);
        using var fixedTable = Embedding_from_pretrained(arange(6, ScalarType.Float32).reshape(3, 2));

        Near.Equal([0, 0], table.call(tensor(new[] { 0L })));
        Near.Equal([4, 5, 0, 1], fixedTable.call(tensor(new[] { 2L, 0L })));
        Assert.False(fixedTable.weight!.requires_grad);
        Assert.Equal(["weight"], table.state_dict().Keys);
    }

    [Fact]
    public void OneHotAndNormalize()
    {
        Near.Equal([0, 1, 0, 1, 0, 0], F.one_hot(tensor(new[] { 1L, 0L }), 3));
        Near.Equal([0.6, 0.8], F.normalize(tensor(new[] { 3f, 4f }).reshape(1, 2)));
        Assert.Throws<ArgumentException>(() => F.one_hot(ones(2)));
    }
}
