using System.Text;
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
        var content = ContentReader.Read(file, place: null, KeyNames.None, file.Name);

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

    [Fact]
    public void ManyTensorsOfOneElementAreRead()
    {
        const int count = 600;
        using var files = new CheckpointFiles();

        // As torch.save does it: each name of a class or function once, then by its place; every text, tuple and tensor gets a place.
        var pickle = new StringBuilder("(ctorch._utils\n_rebuild_tensor_v2\nq\0ctorch\nFloatStorage\nq\u0001ccollections\nOrderedDict\nq\u0002t}(");
        var memory = new List<(string Name, byte[] Content)>();
        for (var i = 0; i < count; i++)
        {
            var (key, name) = ($"features.block{i:D3}.norm.running_mean", $"{i:D3}");
            pickle.Append('U').Append((char)key.Length).Append(key).Append(Remembered(i, 0));
            pickle.Append("h\0((U\u0007storageh\u0001U\u0003").Append(name).Append(Remembered(i, 1));
            pickle.Append("U\u0003cpuK\u0001t").Append(Remembered(i, 2)).Append("QK\u0000K\u0001\u0085").Append(Remembered(i, 3));
            pickle.Append("K\u0001\u0085").Append(Remembered(i, 4)).Append("\u0089h\u0002)R").Append(Remembered(i, 5));
            pickle.Append('t').Append(Remembered(i, 6)).Append('R').Append(Remembered(i, 7));
            memory.Add(($"archive/data/{name}", BitConverter.GetBytes((float)i)));
        }

        files.Write(Archives.Of(Encoding.Latin1.GetBytes(pickle.Append("u.").ToString()), memory.ToArray()));
        var tensors = Fixtures.Read(files.Path());

        Assert.Equal(count, tensors.Count);
        Assert.Equal(count - 1, tensors[$"features.block{count - 1:D3}.norm.running_mean"].item<float>());

        static string Remembered(int tensor, int part)
        {
            var place = 3 + (8 * tensor) + part;
            return $"r{(char)(place & 0xFF)}{(char)(place >> 8)}\0\0";
        }
    }

    private static void AssertEqual(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(Tensors.Floats(expected.contiguous()), Tensors.Floats(actual.contiguous()));
    }
}
