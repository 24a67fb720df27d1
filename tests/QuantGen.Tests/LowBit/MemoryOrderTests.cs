using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>Convolutions train faster in channels-last memory, and batches of pictures have that order.</summary>
public sealed class MemoryOrderTests
{
    public static TheoryData<LowBitAlgorithm, int, int> Sides => new()
    {
        { LowBitAlgorithm.DoReFa, 4, 1 },
        { LowBitAlgorithm.Pact, 4, 1 },
        { LowBitAlgorithm.Lsq, 4, 1 },
        { LowBitAlgorithm.Lsq, 3, 2 },
        { LowBitAlgorithm.LsqStep, 4, 1 },
        { LowBitAlgorithm.LsqPlus, 4, 1 },
        { LowBitAlgorithm.LqNets, 4, 1 },
        { LowBitAlgorithm.LqNets, 4, 3 },
        { LowBitAlgorithm.Fatnn, 4, 1 },
        { LowBitAlgorithm.Fatnn, 4, 2 },
        { LowBitAlgorithm.Xnor, 2, 1 },
    };

    [Theory]
    [MemberData(nameof(Sides))]
    public void AnActivationGivesTheSameInChannelsLastMemoryAndStaysThere(LowBitAlgorithm algorithm, int levels, int groups)
    {
        using var scope = NewDisposeScope();
        var values = randn([3, 6, 5, 7]);
        var gradient = randn([3, 6, 5, 7]);
        using var quantizer = LowBitQuantizer.Create(
            new LowBitSide { Algorithm = algorithm, Levels = levels, Groups = groups == 1 ? null : groups }, LowBitRole.Activation, [1, 6, 1, 1]);

        // Ranges that follow from data are sums, whose last bits depend on the order: they are found once.
        quantizer.call(values).Dispose();
        quantizer.eval();
        var expected = Differentiated(quantizer, values, gradient);
        var actual = Differentiated(quantizer, ChannelsLast(values), ChannelsLast(gradient));
        var mixed = Differentiated(quantizer, ChannelsLast(values), gradient);

        Assert.True(expected.Result.Equals(actual.Result), "the results");
        if (groups == 1)
            Assert.Equal(ChannelsLast(values).stride(), actual.Result.stride());
        foreach (var (other, order) in new[] { (actual, "the gradient's own"), (mixed, "another one for the gradient") })
        {
            Assert.True(expected.OfInput.Equals(other.OfInput), $"the gradient by the values, memory order: {order}");
            Assert.All(
                expected.OfLearned.Zip(other.OfLearned),
                static pair => Assert.True(pair.First.allclose(pair.Second, 1e-5, 1e-6), $"{pair.First} and {pair.Second}"));
        }
    }

    [Fact]
    public void KernelsTakeDenseValuesOfOneGroupInAnyOrder()
    {
        using var scope = NewDisposeScope();
        var values = randn([3, 6, 5, 7]);
        var learned = ones([1]);
        Assert.True(DenseValues.CanRun(Groups(1), [values, learned]));
        Assert.True(DenseValues.CanRun(Groups(1), [ChannelsLast(values), learned]));
        Assert.False(DenseValues.CanRun(Groups(2), [ChannelsLast(values), ones([1, 2, 1, 1])]));
        Assert.False(DenseValues.CanRun(Groups(1), [values[.., TensorIndex.Slice(0, 3)], learned]));
        Assert.False(DenseValues.CanRun(Groups(1), [values.to(ScalarType.Float64), learned]));
    }

    private static ChannelGroups Groups(int count) => new(LowBitRole.Activation, [1, 6, 1, 1], count);

    private static Tensor ChannelsLast(Tensor tensor) => tensor.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);

    private static (Tensor Result, Tensor OfInput, Tensor[] OfLearned) Differentiated(LowBitQuantizer quantizer, Tensor values, Tensor gradient)
    {
        quantizer.zero_grad();
        var input = values.detach().requires_grad_();
        var result = quantizer.call(input);
        result.backward([gradient]);
        return (result, input.grad!, [.. quantizer.parameters().Select(static parameter => parameter.grad).OfType<Tensor>().Select(static grad => grad.clone())]);
    }
}
