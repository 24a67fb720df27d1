using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>Files looked at, written in other formats and under other names, without a model.</summary>
public sealed class CheckpointFileTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("float.pth", CheckpointFormat.PyTorch)]
    [InlineData("float_legacy.pth", CheckpointFormat.PyTorch)]
    [InlineData("float.safetensors", CheckpointFormat.Safetensors)]
    public void FileShowsItsTensors(string name, CheckpointFormat format)
    {
        using var file = CheckpointFile.Open(Fixtures.Path(name));

        Assert.Equal(Fixtures.Path(name), file.Path);
        Assert.Equal(format, file.Format);
        Assert.Equal(Fixtures.FloatKeys.Order(StringComparer.Ordinal), file.Tensors.Select(static tensor => tensor.Key).Order(StringComparer.Ordinal));
        Assert.Empty(file.Quantizers);
        Assert.Null(file.WrittenBy);
        foreach (var (number, key) in Fixtures.FloatKeys.Index())
        {
            var described = Assert.Single(file.Tensors, tensor => tensor.Key == key);
            var read = file.Read(key);
            Assert.Equal(described.Shape, read.shape);
            Assert.Equal(described.Type, read.dtype);
            Assert.True(read.equal(Fixtures.Values(number, read.shape)).all().item<bool>(), key);
        }
    }

    [Theory]
    [InlineData("twin.dat", CheckpointFormat.TorchSharp)]
    [InlineData("twin.safetensors", CheckpointFormat.Safetensors)]
    public void FileOfATwinShowsItsQuantizers(string name, CheckpointFormat format)
    {
        using var twin = CheckpointFiles.Calibrated();
        twin.Quantizers()[0].Quantizer.Enabled = false;
        Checkpoint.Save(twin, _files.Path(name));

        using var file = CheckpointFile.Open(_files.Path(name));

        Assert.Equal(format, file.Format);
        Assert.NotNull(file.WrittenBy);
        Assert.Equal(twin.Quantizers().Select(static named => named.Name).Order(StringComparer.Ordinal), file.Quantizers.Select(static quantizer => quantizer.Name).Order(StringComparer.Ordinal));
        Assert.Single(file.Quantizers, static quantizer => quantizer.Description == "off");
        Assert.Contains(file.Quantizers, static quantizer => quantizer.Description.Contains("8bit", StringComparison.Ordinal));
    }

    [Fact]
    public void OneOfSeveralStateDictsIsOpenedByItsPlace()
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointFile.Open(Fixtures.Path("two_states.pth")));
        Assert.Contains("holds several state_dicts", error.Message, StringComparison.Ordinal);

        using var file = CheckpointFile.Open(Fixtures.Path("training.pth"));
        Assert.Single(file.Notes);
    }

    [Theory]
    [InlineData("nothing.pth", "cannot be read")]
    [InlineData("", "is a folder")]
    public void FileThatIsNotThereIsAnError(string name, string expected)
    {
        var error = Assert.Throws<CheckpointException>(() => CheckpointFile.Open(_files.Path(name)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyThatIsNotThereIsAnError()
    {
        using var file = CheckpointFile.Open(Fixtures.Path("float.pth"));

        Assert.Contains("no tensor 'fc'", Assert.Throws<ArgumentException>(() => file.Read("fc")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("types.pth", "all.dat")]
    [InlineData("types.safetensors", "all.dat")]
    [InlineData("types.safetensors", "all.safetensors")]
    [InlineData("odd.pth", "all.dat")]
    public void FormatsAreConvertedWithoutTheChangeOfABit(string name, string target)
    {
        using var file = CheckpointFile.Open(Fixtures.Path(name));
        Assert.Empty(file.SaveAs(_files.Path(target)));

        using var written = CheckpointFile.Open(_files.Path(target));
        Assert.Equal(file.Tensors.Select(static tensor => tensor.ToString()).Order(StringComparer.Ordinal), written.Tensors.Select(static tensor => tensor.ToString()).Order(StringComparer.Ordinal));
        foreach (var tensor in file.Tensors)
            Assert.Equal(Convert.ToHexString(file.Read(tensor.Key).contiguous().bytes), Convert.ToHexString(written.Read(tensor.Key).contiguous().bytes));

        Assert.Equal([target], _files.Names);
    }

    [Theory]
    [InlineData("twin.dat", "there.safetensors")]
    [InlineData("twin.safetensors", "there.dat")]
    public void DescribedQuantizersGoAlongUnderTheirNewNames(string name, string target)
    {
        var saved = Sequential(("old", new TensorQuantizer(new QuantDescriptor { Amax = [3f], Bits = 4 })), ("fc", Linear(1, 1)));
        var loaded = Sequential(("new", new TensorQuantizer(new QuantDescriptor { Bits = 4 })), ("fc", Linear(1, 1)));
        Checkpoint.Save(saved, _files.Path(name));

        using (var file = CheckpointFile.Open(_files.Path(name)))
            Assert.Equal(["old._amax -> new._amax"], file.SaveAs(_files.Path(target), new ConversionOptions { Renames = [new("old.*", "new.*")] }).Select(static renamed => renamed.ToString()));

        var report = Checkpoint.Load(loaded, _files.Path(target));
        Assert.True(report.IsComplete);
        Assert.True(report.IsDescribed);
    }

    [Fact]
    public void PrefixesAreLeftOutBeforeKeysAreRenamed()
    {
        using var file = CheckpointFile.Open(Fixtures.Path("float_parallel.pth"));
        file.SaveAs(_files.Path(), new ConversionOptions { DroppedPrefixes = ["module."], Renames = [new("fc.*", "head.*")] });

        using var written = CheckpointFile.Open(_files.Path());
        Assert.Equal(
            Fixtures.FloatKeys.Select(static key => key.Replace("fc.", "head.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            written.Tensors.Select(static tensor => tensor.Key).Order(StringComparer.Ordinal));
    }

    public static TheoryData<ConversionOptions, string> Wrong => new()
    {
        { new() { Renames = [new("fc.weight", "fc.bias")] }, "The keys 'fc.weight' and 'fc.bias' of the file '" },
        { new() { Renames = [new("block.conv#.*", "block.conv#+1.*"), new("block.conv3.*", "block.conv2.*")] }, "No key of the file '" },
        { new() { Renames = [new("head.*", "fc.*"), new("nothing", "something")] }, "is renamed by 'head.*', 'nothing': correct the pattern, or leave it out." },
        { new() { Renames = [new("*", "*"), new("fc.*", "head.*")] }, "is renamed by 'fc.*'" },
        { new() { DroppedPrefixes = ["module.", "block."] }, "begins with 'module.': leave the prefix out." },
        { new() { DroppedPrefixes = ["fc.weight"] }, "The key 'fc.weight' of the file '" },
        { new() { Renames = [new("fc.weight*", "*")] }, "would have no name left" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void NamesThatCannotBeAreAnErrorBeforeTheFileIsTouched(ConversionOptions options, string expected)
    {
        File.WriteAllText(_files.Path(), "as it was");
        using var file = CheckpointFile.Open(Fixtures.Path("float.pth"));

        var error = Assert.Throws<CheckpointException>(() => file.SaveAs(_files.Path(), options));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Contains(Fixtures.Path("float.pth"), error.Message, StringComparison.Ordinal);
        Assert.Equal("as it was", File.ReadAllText(_files.Path()));
        Assert.Equal(["model.dat"], _files.Names);
    }

    [Fact]
    public void ManyPatternsWithoutAKeyAreCounted()
    {
        using var file = CheckpointFile.Open(Fixtures.Path("float.pth"));

        var error = Assert.Throws<CheckpointException>(() => file.SaveAs(_files.Path(), new ConversionOptions { Renames = [.. Enumerable.Range(0, 8).Select(static i => new KeyRename($"a{i}", "b"))] }));

        Assert.Contains("'a0', 'a1', 'a2', 'a3', 'a4' and 3 more", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FormatThatIsNotWrittenIsAnError()
    {
        using var file = CheckpointFile.Open(Fixtures.Path("float.pth"));

        Assert.Contains("is read only", Assert.Throws<ArgumentException>(() => file.SaveAs(_files.Path("a.pth"))).Message, StringComparison.Ordinal);
        Assert.Empty(_files.Names);
    }

    [Fact]
    public void AFileCanTakeItsOwnPlace()
    {
        Checkpoint.Save(Linear(2, 3), _files.Path());
        using (var file = CheckpointFile.Open(_files.Path()))
            file.SaveAs(_files.Path(), new ConversionOptions { Renames = [new("*", "fc.*")] });

        Assert.True(Checkpoint.Load(Sequential(("fc", Linear(2, 3))), _files.Path()).IsComplete);
    }

    [Fact]
    public void AsManyElementsAreReshapedWhereThatIsAllowed()
    {
        var saved = Sequential(("fc", Conv2d(4, 3, 1)), ("other", Linear(2, 2)));
        var loaded = Sequential(("fc", Linear(4, 3)), ("other", Linear(2, 3)));
        Checkpoint.Save(saved, _files.Path());
        Assert.Throws<CheckpointException>(() => Checkpoint.Load(loaded, _files.Path()));

        var report = Checkpoint.Load(loaded, _files.Path(), new LoadOptions { Match = CheckpointMatch.WhatFits, AllowReshape = true });

        Assert.Equal(["fc.weight (file Float32 [3, 4, 1, 1], model Float32 [3, 4])"], report.Reshaped.Select(static difference => difference.ToString()));
        Assert.Equal(["other.weight", "other.bias"], report.Mismatched.Select(static difference => difference.Name));
        Assert.Contains("1 reshaped: fc.weight", report.ToString(), StringComparison.Ordinal);
        Assert.True(loaded.state_dict()["fc.weight"].equal(saved.state_dict()["fc.weight"].view(3, 4)).all().item<bool>());
    }

    [Fact]
    public void RangesAreNotReshaped()
    {
        var saved = Sequential(("quantizer", new TensorQuantizer(new QuantDescriptor { Amax = [1f, 2f], AmaxShape = [2, 1], Axes = [0] })), ("fc", Linear(1, 1)));
        var loaded = Sequential(("quantizer", new TensorQuantizer(new QuantDescriptor { Amax = [1f, 2f], AmaxShape = [1, 2], Axes = [1] })), ("fc", Linear(1, 1)));
        Checkpoint.Save(saved, _files.Path());

        var report = Checkpoint.Load(loaded, _files.Path(), new LoadOptions { Match = CheckpointMatch.WhatFits, AllowReshape = true });

        Assert.Equal(["quantizer._amax"], report.Mismatched.Select(static difference => difference.Name));
        Assert.Empty(report.Reshaped);
    }
}
