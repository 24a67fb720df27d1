using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.Layers;

public sealed class EmbeddingTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void LongRowsAreCutToTheLargestNorm()
    {
        using var table = Embedding(2, 2, max_norm: 1);
        table.weight!.detach().copy_(tensor(new float[] { 3, 4, 0.3f, 0.4f }).reshape(2, 2));

        Near.Equal([0.6, 0.8, 0.3, 0.4], table.call(arange(2, ScalarType.Int64)));
        Near.Equal([0.6, 0.8, 0.3, 0.4], table.weight);
    }

    [Theory]
    [InlineData(EmbeddingBagMode.Sum, new double[] { 4, 6, 5, 6 })]
    [InlineData(EmbeddingBagMode.Mean, new double[] { 2, 3, 5, 6 })]
    [InlineData(EmbeddingBagMode.Max, new double[] { 3, 4, 5, 6 })]
    public void ABagIsOneRow(EmbeddingBagMode mode, double[] expected)
    {
        using var bags = EmbeddingBag(3, 2, mode: mode);
        bags.weight!.detach().copy_(arange(1, 7, ScalarType.Float32).reshape(3, 2));
        var indices = tensor(new long[] { 0, 1, 2 });

        Near.Equal(expected, bags.call(indices, tensor(new long[] { 0, 2 })));
    }

    [Fact]
    public void RowsOfIndicesAreBagsToo()
    {
        using var bags = EmbeddingBag(3, 2, mode: EmbeddingBagMode.Sum, padding_index: 0);
        bags.weight!.detach().copy_(arange(1, 7, ScalarType.Float32).reshape(3, 2));
        var indices = tensor(new long[] { 0, 1, 2, 2 }).reshape(2, 2);

        Near.Equal([3, 4, 10, 12], bags.call(indices));
        Near.Equal([6, 8, 5, 6], bags.call(indices, null, tensor(new float[] { 1, 2, 1, 0 }).reshape(2, 2)));
        Assert.Throws<ArgumentException>(() => bags.call(indices, tensor(new long[] { 0 })));
    }
}
