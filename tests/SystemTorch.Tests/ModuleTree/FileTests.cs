using System.Buffers.Binary;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.ModuleTree;

/// <summary>TorchSharp's own file format, byte for byte.</summary>
public sealed class FileTests
{
    [Fact]
    public void ALinearLayerIsWrittenByteForByte()
    {
        using var layer = Linear(2, 1);
        using (no_grad())
        {
            layer.weight.copy_(tensor(new[] { 1f, -2f }).reshape(1, 2));
            layer.bias!.fill_(0.5f);
        }

        byte[] expected =
        [
            2,
            6, .. "weight"u8, 6, 2, 1, 2, .. Bytes(1f), .. Bytes(-2f),
            4, .. "bias"u8, 6, 1, 1, .. Bytes(0.5f),
        ];

        Assert.Equal(expected, Written(layer));
    }

    [Fact]
    public void SizesFrom128OnTakeMoreThanOneByte()
    {
        using var layer = Linear(300, 1, hasBias: false);

        Assert.Equal([1, 6, .. "weight"u8, 6, 2, 1, 0xAC, 0x02], Written(layer)[..13]);
    }

    [Fact]
    public void WhatIsWrittenReadsBack()
    {
        using var source = new Block();
        using var target = new Block();
        source.call(randn(2, 1, 2, 2));

        target.load(new MemoryStream(Written(source)));

        foreach (var (key, value) in source.state_dict())
            Near.Same(value, target.state_dict()[key]);
    }

    [Fact]
    public void AFileReadsBack()
    {
        var path = Path.GetTempFileName();
        try
        {
            using var source = Linear(3, 2);
            using var target = Linear(3, 2);

            source.save(path);
            Assert.Same(target, target.load(path));

            Near.Same(source.weight, target.weight);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void ATensorInAnotherMemoryOrderIsWrittenInRowMajorOrder()
    {
        using var layer = Linear(2, 2, hasBias: false);
        layer.weight = Parameter(tensor(new[] { 1f, 2f, 3f, 4f }).reshape(2, 2).t());

        Assert.Equal([.. Bytes(1f), .. Bytes(3f), .. Bytes(2f), .. Bytes(4f)], Written(layer)[^16..]);
    }

    [Fact]
    public void AnotherNumberOfEntriesIsRefused()
    {
        using var source = Linear(2, 1, hasBias: false);
        using var target = Linear(2, 1);

        var error = Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(Written(source))));

        Assert.Equal("Mismatched state_dict sizes: expected 2, but found 1 entries.", error.Message);
    }

    [Fact]
    public void AnotherShapeIsRefused()
    {
        using var source = Linear(2, 1);
        using var target = Linear(3, 1);

        Assert.Throws<ArgumentException>(() => target.load(new MemoryStream(Written(source))));
    }

    [Fact]
    public void UnknownEntriesArePassedOverWhenNotStrict()
    {
        using var source = Sequential(("other", Linear(2, 1)), ("same", Linear(2, 1)));
        using var target = Sequential(("same", Linear(2, 1)));
        var loaded = new Dictionary<string, bool>();

        target.load(new MemoryStream(Written(source)), strict: false, loadedParameters: loaded);

        Assert.False(loaded["other.weight"]);
        Assert.True(loaded["same.weight"]);
        Near.Same(source.get_parameter("same.weight")!, target.get_parameter("same.weight")!);
    }

    [Fact]
    public void AFileThatIsNotThereIsReported()
    {
        using var layer = Linear(1, 1);

        Assert.Throws<FileNotFoundException>(() => layer.load("nowhere.dat"));
    }

    private static byte[] Written(Module module)
    {
        var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static byte[] Bytes(float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return bytes;
    }
}
