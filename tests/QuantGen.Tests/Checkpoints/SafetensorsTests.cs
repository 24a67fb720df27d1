using System.Buffers.Binary;
using System.Text;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.Safetensors;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Checkpoints;

public sealed class SafetensorsTests : IDisposable
{
    private readonly CheckpointFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("float.safetensors")]
    [InlineData("float_half.safetensors")]
    public void FilesByOthersLoad(string name)
    {
        using var scope = NewDisposeScope();
        var model = new FloatResidualNet(4);

        var report = Checkpoint.Load(model, Fixtures.Path(name));

        Fixtures.AssertHolds(model);
        Assert.Equal(CheckpointFormat.Safetensors, report.Format);
        Assert.True(report.IsComplete);
    }

    [Fact]
    public void CalibratedTwinComesBackBitForBit()
    {
        using var scope = NewDisposeScope();
        var saved = CheckpointFiles.Calibrated();
        var loaded = new ResidualNet(4, CalibratorKind.Histogram);

        Checkpoint.Save(saved, _files.Path("model.safetensors"));
        var report = Checkpoint.Load(loaded, _files.Path("model.safetensors"));

        Assert.Equal(CheckpointFiles.State(saved).Order(StringComparer.Ordinal), CheckpointFiles.State(loaded).Order(StringComparer.Ordinal));
        Assert.True(report.IsDescribed);
        Assert.True(report.IsComplete);
        Assert.Equal(["model.safetensors"], _files.Names);
    }

    [Fact]
    public void FileHasTheBytesOfTheFormat()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream,
            [SafetensorsTensor.Of<byte>("small", new byte[] { 1, 2, 3 }, 3), SafetensorsTensor.Of("large", tensor(1.5f)), SafetensorsTensor.Of<long>("\"é", new[] { 4L, 5L }, 2, 1)],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["format"] = "pt" });

        var bytes = stream.ToArray();
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        Assert.Equal(0, length % 8);
        Assert.Equal(
            """{"__metadata__":{"format":"pt"},"\"é":{"dtype":"I64","shape":[2,1],"data_offsets":[0,16]},"large":{"dtype":"F32","shape":[],"data_offsets":[16,20]},"small":{"dtype":"U8","shape":[3],"data_offsets":[20,23]}}""",
            Encoding.UTF8.GetString(bytes, 8, length).TrimEnd(' '));
        Assert.Equal(Convert.FromHexString("0400000000000000" + "0500000000000000" + "0000C03F" + "010203"), bytes[(8 + length)..]);
    }

    [Fact]
    public void NumbersComeBack()
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, [SafetensorsTensor.Of<long>("counts", new[] { long.MaxValue, -1 }, 2), SafetensorsTensor.Of<double>("edges", new[] { 0.1 }, 1)]);
        stream.Position = 0;

        using var file = SafetensorsFile.Read(stream, KeyNames.None, "memory");

        Assert.Equal([long.MaxValue, -1], SafetensorsFile.Values<long>(stream, file.Find("counts")!));
        Assert.Equal([0.1], SafetensorsFile.Values<double>(stream, file.Find("edges")!));
        Assert.Throws<ArgumentException>(() => SafetensorsFile.Values<float>(stream, file.Find("edges")!));
        Assert.Null(file.Find("none"));
        Assert.Empty(file.Texts);
    }

    [Fact]
    public void WhatTheFormatCannotHoldIsAnErrorAndLeavesNoFile()
    {
        using var model = new ComplexModule();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Save(model, _files.Path("model.safetensors")));

        Assert.Contains("'phase' is of type ComplexFloat32, which a safetensors file cannot hold", error.Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(new MemoryStream(), [SafetensorsTensor.Of<byte>("a", new byte[1], 1), SafetensorsTensor.Of<byte>("a", new byte[1], 1)]));
        Assert.Throws<ArgumentException>(() => SafetensorsTensor.Of<byte>("a", new byte[1], 2));
    }

    [Theory]
    [InlineData("{}", "", null)]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}  """, "0102", null)]
    [InlineData("""{"b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]},"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "0102", null)]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"b":{"dtype":"U8","shape":[0,9223372036854775807],"data_offsets":[0,0]}}""", "", null)]
    [InlineData("{}", "00", "1 bytes follow its last entry")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}""", "00", "'b' does not begin where the one before it ends")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}}""", "0000", "'a' does not begin where")]
    [InlineData("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""", "00", "lies at bytes 0 to 2 of 1")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1],"data_offsets":[1,0]}}""", "00", "lies at bytes 1 to 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,1]}}""", "00", "the entry 'a', Float32 [1], has 1 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", "", "has 0 bytes")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-1],"data_offsets":[0,0]}}""", "", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,0]}}""", "", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":["1"],"data_offsets":[0,0]}}""", "", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,0]}}""", "", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1,2]}}""", "00", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0]}}""", "00", "lacks its type, extents or place")]
    [InlineData("""{"a":{"dtype":"U8","shape":[]}}""", "00", "lacks its type, extents or place")]
    [InlineData("""{"a":{"dtype":"U8","dtype":"U8","shape":[],"data_offsets":[0,1]}}""", "00", "has a member that is unknown or there twice")]
    [InlineData("""{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1],"x":1}}""", "00", "has a member that is unknown or there twice")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[],"data_offsets":[0,1]}}""", "00", "in the type 'F8_E4M3', which TorchSharp does not have; convert it in Python first.")]
    [InlineData("""{"a":1}""", "", "'a' is not what the format has there")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", "", "it has two entries 'a'")]
    [InlineData("""{"__metadata__":{"a":1}}""", "", "'a' is not what the format has there")]
    [InlineData("""{"__metadata__":{"a":"1","a":"2"}}""", "", "it has two texts 'a'")]
    [InlineData("""{"__metadata__":[]}""", "", "'__metadata__' is not what the format has there")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[[1]]],"data_offsets":[0,1]}}""", "00", "has extents or offsets that are none")]
    [InlineData("""{"a":{"dtype":"U8","shape":[[[[1]]]],"data_offsets":[0,1]}}""", "00", "has extents or offsets that are none")]
    [InlineData("""{"a":""", "", "its header is not JSON in UTF-8")]
    [InlineData("{} x", "", "its header is not JSON in UTF-8")]
    [InlineData("{\"\\ud800\":1}", "", "its header is not JSON in UTF-8")]
    public void HeaderIsCheckedToTheLastByte(string header, string data, string? reason)
    {
        byte[] text = Encoding.UTF8.GetBytes(header);
        byte[] bytes = [.. BitConverter.GetBytes((long)text.Length), .. text, .. Convert.FromHexString(data)];

        var error = Record.Exception(() => SafetensorsFile.Read(new MemoryStream(bytes), KeyNames.None, "memory"));

        if (reason is null)
            Assert.Null(error);
        else
            Assert.Contains(reason, Assert.IsType<CheckpointException>(error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0200000000000000")]
    [InlineData("FFFFFFFFFFFFFFFF7B7D")]
    [InlineData("0300000000000000" + "7B7D")]
    [InlineData("0000000000000000" + "7B7D")]
    [InlineData("0200000000000000" + "5B5D")]
    public void LengthOfTheHeaderIsChecked(string hex) =>
        Assert.Throws<CheckpointException>(() => SafetensorsFile.Read(new MemoryStream(Convert.FromHexString(hex)), KeyNames.None, "memory"));

    private sealed class ComplexModule : TorchSharp.torch.nn.Module
    {
        public ComplexModule()
            : base(nameof(ComplexModule)) => register_buffer("phase", zeros(2, dtype: ScalarType.ComplexFloat32));
    }
}
