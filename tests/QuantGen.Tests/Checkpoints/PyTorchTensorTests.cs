using QuantGen.Checkpoints;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Checkpoints;

/// <summary>Tensors that lie in their memory in other ways than row by row, and of other types than float32.</summary>
public sealed class PyTorchTensorTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData("odd.pth")]
    [InlineData("odd_legacy.pth")]
    public void StridesOffsetsAndSharedMemoryAreHonoured(string name)
    {
        var odd = Fixtures.Read(Fixtures.Path(name));
        var whole = Fixtures.Values(0, 4, 6);

        AssertEqual(whole, odd["whole"]);
        AssertEqual(whole.t(), odd["transposed"]);
        AssertEqual(whole.select(1, 2), odd["column"]);
        AssertEqual(whole.narrow(0, 1, 2).narrow(1, 2, 3), odd["window"]);
        AssertEqual(Fixtures.Values(1, 3, 1).expand(3, 5), odd["expanded"]);
        AssertEqual(empty([0, 3]), odd["empty"]);
        AssertEqual(tensor(0.75f), odd["scalar"]);
        AssertEqual(Fixtures.Values(2, 3), odd["parameter"]);
        AssertEqual(Fixtures.Values(3, 1, 2, 3, 2), odd["channels_last"]);
    }

    [Fact]
    public void SharedMemoryIsReadOnce()
    {
        using var file = File.OpenRead(Fixtures.Path("odd.pth"));
        var content = ContentReader.Read(file, place: null, file.Name);

        var tensors = content.Entries.Zip(ContentReader.ReadTensors(file, content.Entries)).ToDictionary(static pair => pair.First.Key, static pair => pair.Second, StringComparer.Ordinal);

        tensors["whole"].fill_(9);
        AssertEqual(full([6, 4], 9f), tensors["transposed"]);
    }

    [Theory]
    [InlineData("types.pth")]
    [InlineData("types.safetensors")]
    public void EveryTypeOfElementsIsRead(string name)
    {
        var types = Fixtures.Read(Fixtures.Path(name));
        long[] numbers = [-3, 0, 1, 100];

        foreach (var (key, type) in new[]
        {
            ("float16", ScalarType.Float16), ("bfloat16", ScalarType.BFloat16), ("float32", ScalarType.Float32), ("float64", ScalarType.Float64),
            ("int8", ScalarType.Int8), ("int16", ScalarType.Int16), ("int32", ScalarType.Int32), ("int64", ScalarType.Int64),
        })
        {
            Assert.Equal(type, types[key].dtype);
            Assert.Equal(numbers, types[key].to(ScalarType.Int64).data<long>().ToArray());
        }

        Assert.Equal([0, 1, 100, 255], types["uint8"].data<byte>().ToArray());
        Assert.Equal([true, false, false, true], types["bool"].data<bool>().ToArray());
    }

    [Fact]
    public void ComplexNumbersAreRead()
    {
        var types = Fixtures.Read(Fixtures.Path("types.pth"));

        Assert.Equal(ScalarType.ComplexFloat32, types["complex64"].dtype);
        Assert.Equal(ScalarType.ComplexFloat64, types["complex128"].dtype);
    }

    [Fact]
    public void TensorOverMemoryWithoutATypeIsRead() => AssertEqual(Fixtures.Values(0, 2, 3), Fixtures.Read(Fixtures.Path("untyped.pth"))["weight"]);

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tensors.Floats(expected.contiguous()), Tensors.Floats(actual.contiguous()));
    }
}
