using System.Text;
using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>What files say about the quantizers of the model that was saved.</summary>
public sealed class DescriptionTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("model.safetensors")]
    public void AnotherBitWidthIsAnErrorThatNamesTheQuantizer(string name)
    {
        Checkpoint.Save(Of(new QuantDescriptor { Amax = [2f], Bits = 8 }), _files.Path(name));
        var model = Of(new QuantDescriptor { Bits = 4, Unsigned = true });

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _files.Path(name)));

        Assert.EndsWith("which is unchanged: quantizing otherwise: quantizer (file (8bit fake per-tensor), model (unsigned 4bit fake " +
            "per-tensor)).", error.Message, StringComparison.Ordinal);
        Assert.Null(Quantizer(model).Amax);
        Assert.Equal(["quantizer"], error.Report!.QuantizerDifferences.Select(static difference => difference.Name));

        var report = Checkpoint.Load(model, _files.Path(name), CheckpointMatch.WhatFits);
        Assert.Equal(2f, Quantizer(model).Amax!.item<float>());
        Assert.Single(report.QuantizerDifferences);
        Assert.False(report.IsComplete);
    }

    [Fact]
    public void SwitchedOffQuantizersAreADifference()
    {
        var saved = Of(new QuantDescriptor());
        Quantizer(saved).Enabled = false;
        Checkpoint.Save(saved, _files.Path());
        var model = Of(new QuantDescriptor());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _files.Path(), CheckpointMatch.QuantizersMayBeMissing));
        Assert.Contains("quantizer (file off, model (8bit fake per-tensor))", error.Message, StringComparison.Ordinal);

        Quantizer(model).Enabled = false;
        Assert.True(Checkpoint.Load(model, _files.Path()).IsComplete);
    }

    [Fact]
    public void NameCollectorAndFirstRangeAreNoDifference()
    {
        Checkpoint.Save(Of(new QuantDescriptor { Amax = [2f], Name = "a", Calibrator = CalibratorKind.Histogram }), _files.Path());
        var model = Of(new QuantDescriptor { Amax = [1f], Name = "b" });

        Assert.True(Checkpoint.Load(model, _files.Path()).IsComplete);
        Assert.Equal(2f, Quantizer(model).Amax!.item<float>());
    }

    [Fact]
    public void QuantizerThatTheFileDoesNotKnowIsADifference()
    {
        Checkpoint.Save(Of(new QuantDescriptor { Amax = [2f] }), _files.Path());
        var model = Sequential(("quantizer", new TensorQuantizer()), ("other", new TensorQuantizer()));

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _files.Path()));
        Assert.Contains("other (file without it, model (8bit fake per-tensor))", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TorchSharpReadsTheFileAndItsOwnFileIsNotDescribed()
    {
        var saved = CheckpointFiles.Calibrated();
        var loaded = CheckpointFiles.Calibrated();
        Checkpoint.Save(saved, _files.Path());

        loaded.load(_files.Path());
        Assert.Equal(CheckpointFiles.State(saved), CheckpointFiles.State(loaded));

        saved.save(_files.Path("torchsharp.dat"));
        var report = Checkpoint.Load(new ResidualNet(4, CalibratorKind.Max), _files.Path("torchsharp.dat"));
        Assert.False(report.IsDescribed);
        Assert.Null(report.WrittenBy);
        Assert.True(File.ReadAllBytes(_files.Path()).AsSpan().StartsWith(File.ReadAllBytes(_files.Path("torchsharp.dat"))));
    }

    [Fact]
    public void BlockHasTheDocumentedBytes()
    {
        Checkpoint.Save(Of(new QuantDescriptor { Amax = [2f], Bits = 4 }), _files.Path());

        var bytes = File.ReadAllBytes(_files.Path());
        var block = bytes.AsSpan((int)(bytes.Length - BitConverter.ToInt64(bytes.AsSpan(bytes.Length - 8))));
        Assert.Equal("QuantGen\u0001\0\0\0"u8, block[..12]);
        Assert.Equal("""{"library":"0.1.0","quantizers":{"quantizer":{"descriptor":{"bits":4,"amax":[2]}}}}""", Encoding.UTF8.GetString(block[12..^8]));
    }

    [Theory]
    [InlineData("""{"library":"9","more":[{}],"quantizers":{"quantizer":{"descriptor":{},"more":{}}}}""", null)]
    [InlineData("{}", "quantizer (file without it")]
    [InlineData("", "is not JSON of the right form")]
    [InlineData("[]", "is not JSON of the right form")]
    [InlineData("""{"quantizers":{"quantizer":{}}}""", "is not JSON of the right form")]
    [InlineData("""{"quantizers":{"quantizer":{"descriptor":{},"enabled":1}}}""", "is not JSON of the right form")]
    [InlineData("""{"quantizers":{"a":{"descriptor":{}},"a":{"descriptor":{}}}}""", "is not JSON of the right form")]
    [InlineData("""{"quantizers":{"quantizer":{"descriptor":{"bits":99}}}}""", "cannot be used: the quantizer description")]
    [InlineData("""{"quantizers":{"quantizer":{"descriptor":{"colour":1}}}}""", "unknown field 'colour'")]
    [InlineData("{} {}", "is not JSON of the right form")]
    public void DescriptionIsChecked(string json, string? reason)
    {
        var path = WithBlock(1, json);

        var error = Record.Exception(() => Checkpoint.Load(Of(new QuantDescriptor()), path));

        if (reason is null)
            Assert.Null(error);
        else
            Assert.Contains(reason, Assert.IsType<CheckpointException>(error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public void LaterVersionIsAnError(int version)
    {
        var path = WithBlock(version, "{}");

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Of(new QuantDescriptor()), path));
        Assert.Contains($"describes its quantizers in version {version}, and this version of QuantGen reads up to 1: update QuantGen.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void LengthOfTheBlockIsChecked()
    {
        var path = WithBlock(1, "{}", extra: 1);

        Assert.Contains("another length than it says", Assert.Throws<CheckpointException>(() => Checkpoint.Load(Of(new QuantDescriptor()), path)).Message, StringComparison.Ordinal);
    }

    private static TorchSharp.Modules.Sequential Of(QuantDescriptor descriptor) => Sequential(("quantizer", new TensorQuantizer(descriptor)));

    private static TensorQuantizer Quantizer(Module model) => model.Quantizers().Single().Quantizer;

    private string WithBlock(int version, string json, int extra = 0)
    {
        byte[] entries = [1, (byte)"quantizer._amax".Length, .. "quantizer._amax"u8, 6, 0, 0, 0, 128, 63];
        byte[] text = Encoding.UTF8.GetBytes(json);
        return _files.Write([.. entries, .. "QuantGen"u8, .. BitConverter.GetBytes(version), .. text, .. BitConverter.GetBytes((long)(text.Length + 20 + extra))]);
    }
}
