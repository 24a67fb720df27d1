using System.Runtime.InteropServices;
using TorchSharp;
using TorchSharp.Native;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class DispatcherTests
{
    [Fact]
    public void AnOperatorThatDoesNotExistIsNamedInTheException()
    {
        var thrown = Assert.Throws<MissingMethodException>(() => new Operator("aten::no_such_operator", "Tensor").Call());
        Assert.Contains("aten::no_such_operator.Tensor", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARefusalOfLibtorchIsAnExceptionWithItsMessageAndWithoutItsBacktrace()
    {
        using var left = rand(2, 3);
        var thrown = Assert.Throws<ExternalException>(() => left.matmul(left));
        Assert.Contains("mat1 and mat2 shapes cannot be multiplied (2x3 and 2x3)", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("frame #", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ADisposedTensorIsRefusedBeforeNativeCodeSeesIt()
    {
        var tensor = rand(2);
        tensor.Dispose();
        Assert.True(tensor.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => tensor.add(1));
        Assert.Throws<InvalidOperationException>(() => tensor.shape);
    }

    [Fact]
    public void AnArgumentOfTheWrongKindIsAnException()
    {
        using var tensor = rand(2);
        Assert.Throws<ExternalException>(() => new Operator("aten::relu").Call("text"));
    }

    [Fact]
    public void AMissingArgumentIsAnExceptionThatNamesIt()
    {
        using var tensor = rand(2);
        var thrown = Assert.Throws<ExternalException>(() => new Operator("aten::mm").Call(tensor));
        Assert.Contains("mat2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnArgumentTooManyIsAnException()
    {
        using var tensor = rand(2);
        Assert.Throws<ExternalException>(() => new Operator("aten::relu").Call(tensor, 1));
    }

    [Fact]
    public void ArgumentsLeftOutTakeTheDefaultsOfTheSchema()
    {
        using var left = tensor(new[] { 1f, 2f });
        using var sum = new Operator("aten::add", "Tensor").Call(left, left);
        Assert.Equal([2f, 4f], sum.data<float>().ToArray());
    }

    [Fact]
    public void AListTooLongForTheStackArrivesWhole()
    {
        using var scope = NewDisposeScope();
        var parts = Enumerable.Range(0, 3000).Select(static i => tensor((long)i).unsqueeze(0)).ToArray();
        var joined = cat(parts);
        Assert.Equal(3000, joined.numel());
        Assert.Equal(2999, joined[2999].item<long>());
    }

    [Fact]
    public void TextAndOptionalTensorsPassThroughTheDispatcher()
    {
        using var scope = NewDisposeScope();
        var matrix = arange(4).reshape(2, 2);
        Assert.Equal(matrix.t(), einsum("ij->ji", matrix));
        Assert.Equal([1L, 3L], matrix.index(TensorIndex.Colon, TensorIndex.Tensor(tensor(1L))).data<long>().ToArray());
    }

    [Fact]
    public void ASmallCallAllocatesNothingButTheResult()
    {
        using var quiet = no_grad();
        using var left = rand(16);
        using (left.add(left))
        {
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        using (left.add(left))
        {
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 64);
    }

    [Fact]
    public void CallsFromManyThreadsDoNotDisturbEachOther()
    {
        using var ones = torch.ones(64);
        Parallel.For(0, 200, i =>
        {
            using var scope = NewDisposeScope();
            Assert.Equal(64f * i, (ones * i).sum().item<float>());
        });
    }
}
