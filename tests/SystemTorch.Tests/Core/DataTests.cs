using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class DataTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ArraysAreCopiedByTensorAndSharedByFromArray()
    {
        float[] array = [1, 2, 3];
        var copy = tensor(array);
        var shared = from_array(array);
        array[0] = 9;
        Assert.Equal([1f, 2f, 3f], copy.data<float>().ToArray());
        Assert.Equal([9f, 2f, 3f], shared.data<float>().ToArray());
        shared.mul_(2);
        Assert.Equal([18f, 4f, 6f], array);
    }

    [Fact]
    public void SharedMemoryStaysWhereItIsWhileTheTensorLives()
    {
        var shared = from_array(new[] { true, false, true });
        GC.Collect();
        Assert.Equal([true, false, true], shared.data<bool>().ToArray());
    }

    [Fact]
    public void ATensorOverPartOfAnArrayBeginsWhereAsked()
    {
        int[] array = [1, 2, 3, 4];
        Assert.Equal([2, 3], frombuffer(array, ScalarType.Int32, count: 2, offset: 1).data<int>().ToArray());
        Assert.Throws<ArgumentException>(() => frombuffer(array, ScalarType.Int32, count: 4, offset: 1));
    }

    [Fact]
    public void ArraysOfAnyRankAndListsKeepTheirShape()
    {
        Assert.Equal([2L, 3L], tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } }).shape);
        Assert.Equal(6, tensor(new[,] { { 1, 2, 3 }, { 4, 5, 6 } })[1, 2].item<int>());
        Assert.Equal([2L, 1L], tensor(new List<float> { 1, 2 }, 2, 1).shape);
        Assert.Equal([2L, 2L], tensor(new double[] { 1, 2, 3, 4 }, [2, 2]).shape);
        Assert.Throws<ArgumentException>(() => tensor(new float[3], [2, 2]));
    }

    [Fact]
    public void BytesAreTheMemoryItself()
    {
        var x = zeros(2);
        System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(x.bytes)[1] = 3;
        Assert.Equal([0f, 3f], x.data<float>().ToArray());
        x.bytes = new byte[8];
        Assert.Equal(0f, x.sum().item<float>());
        Assert.Throws<ArgumentException>(() => x.bytes = new byte[7]);
        Assert.Throws<InvalidOperationException>(() => rand(2, 2).t().bytes.Length);
    }

    [Fact]
    public void AnElementIsAskedForByItsOwnType()
    {
        Assert.Throws<ArgumentException>(() => ones(1).item<double>());
        Assert.Throws<ArgumentException>(() => ones(2).item<float>());
        Assert.Throws<ArgumentException>(() => ones(1).data<int>());
        Assert.Equal(1, ones(1).ToInt32());
        Assert.Equal(2.5, (double)tensor(2.5f));
    }

    [Fact]
    public void AnAccessorFollowsTheStridesOfAView()
    {
        var view = arange(6).reshape(2, 3).t();
        Assert.Equal([0L, 3, 1, 4, 2, 5], view.data<long>().ToArray());
        Assert.Equal(5, view.data<long>()[2, 1]);
        Assert.Equal(4, view.data<long>()[3]);
        Assert.Throws<IndexOutOfRangeException>(() => view.data<long>()[3, 0]);
        var array = Assert.IsType<long[,]>(view.data<long>().ToNDArray());
        Assert.Equal(5, array[2, 1]);
        view.data<long>().CopyFrom([9, 8], tensorIndex: 4);
        Assert.Equal([0L, 1, 9, 3, 4, 8], view.t().data<long>().ToArray());
    }

    [Fact]
    public void ViewsShareMemoryAndACloneDoesNot()
    {
        var x = zeros(4);
        x.view(2, 2)[0].fill_(1);
        var copy = x.clone();
        x.alias().add_(1);
        Assert.Equal([2f, 2f, 1f, 1f], x.data<float>().ToArray());
        Assert.Equal([1f, 1f, 0f, 0f], copy.data<float>().ToArray());
        var other = zeros(1).set_(x);
        Assert.Equal([4L], other.shape);
        other.zero_();
        Assert.Equal(0f, x.sum().item<float>());
    }

    [Fact]
    public void AConversionCopiesOnlyWhenItMust()
    {
        var x = ones(1);
        x.to(ScalarType.Float32).add_(1);
        Assert.Equal(2f, x.item<float>());
        x.to(ScalarType.Float32, copy: true).add_(1);
        Assert.Equal(2f, x.item<float>());
        Assert.Equal(ScalarType.Float64, x.@double().dtype);
        Assert.Throws<InvalidOperationException>(() => x.cuda());
        Assert.False(cuda.is_available());
    }

    [Fact]
    public void TextShowsShapeTypeDeviceAndElements()
    {
        var x = arange(6, dtype: ScalarType.Float32).reshape(2, 3);
        var culture = System.Globalization.CultureInfo.InvariantCulture;
        Assert.Equal("[2x3], type = Float32, device = cpu", x.ToString());
        Assert.Equal("[2x3], type = Float32, device = cpu\n 0 1 2\n 3 4 5\n", x.jlstr(newLine: "\n", cultureInfo: culture));
        Assert.Equal("[[0 1 2]\n [3 4 5]]", x.npstr(newLine: "\n", cultureInfo: culture));
        Assert.Equal("[ 0  1  2 ... 97 98 99]", arange(100).npstr(newLine: "\n", cultureInfo: culture));
        Assert.Equal("[], type = Float32, device = cpu, value = 3.5", tensor(3.5f).jlstr(cultureInfo: culture));
    }
}
