using QuantGen.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;

namespace QuantGen.Tests.Onnx;

/// <summary>What the reader refuses, and what it says.</summary>
public sealed class ReaderTests
{
    [Theory]
    [InlineData("", "at byte 0: it has no graph, or no version of its format")]
    [InlineData("08 08", "it has no graph")]
    [InlineData("3A 00", "it has no graph")]
    [InlineData("08 08 3A 00 3A 00", "at byte 4: it has two graphs")]
    [InlineData("08", "at byte 0: a number is cut off")]
    [InlineData("08 FF FF FF FF FF FF FF FF FF FF 01", "a number is too long")]
    [InlineData("00 00", "a field has a number that cannot be")]
    [InlineData("3A 05 00", "at byte 0: the field 7 has 5 bytes where 1 are left")]
    [InlineData("3A FF FF FF FF 7F", "the field 7 has 34359738367 bytes")]
    [InlineData("3D 00 00 00 00", "the field 7 is of another kind than it must be")]
    [InlineData("0B", "the field 1 is of another kind")]
    [InlineData("7B 7C", "the field 15 is of a kind that ONNX does not use")]
    [InlineData("12 02 FF FE", "at byte 0: a text is not UTF-8")]
    [InlineData("08 08 3A 06 2A 04 08 02 10 01", "the tensor '' has 0 bytes where its extents ask for 8")]
    [InlineData("08 08 3A 06 2A 04 08 02 10 63", "elements of a type (99) that is not read")]
    [InlineData("08 08 3A 0F 2A 0D 08 FF FF FF FF FF FF FF FF FF 01 10 01", "extents that cannot be")]
    [InlineData("08 08 3A 0A 2A 08 08 01 10 01 2A 02 01 02", "not as many elements as its extents ask for, or of another type")]
    [InlineData("08 08 3A 0A 0A 08 2A 06 0A 01 61 A0 01 0B", "an attribute has no value of its kind")]
    public void Refused(string bytes, string message)
    {
        using var stream = new MemoryStream(Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)));

        var error = Record.Exception(() => OnnxModel.Read(stream));

        if (error is null)
            Assert.Fail("It was read.");
        Assert.Contains(message, Assert.IsType<OnnxException>(error).Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void AFileThatIsNotThere()
    {
        using var folder = new OnnxFolder();
        Assert.Contains("cannot be read", Assert.Throws<OnnxException>(() => OnnxModel.Load(folder.Path("none.onnx"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GraphsInGraphsEndSomewhere()
    {
        var graph = new OnnxGraph { Nodes = [] };
        for (var depth = 0; depth < 20; depth++)
            graph = new OnnxGraph { Nodes = [new OnnxNode { OpType = "If", Inputs = [], Outputs = [], Attributes = [new("then_branch", graph)] }] };

        using var stream = new MemoryStream(new OnnxModel { IrVersion = 8, OperatorSets = [], Graph = graph }.ToBytes());

        Assert.Contains("too deeply", Assert.Throws<OnnxException>(() => OnnxModel.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyEmptyNodesAreNotWorthTheirMemory()
    {
        byte[] node = [0x0A, 0x00];
        var nodes = Enumerable.Repeat(node, 100_000).SelectMany(static part => part).ToArray();
        byte[] bytes = [0x08, 0x08, 0x3A, 0xC0, 0x9A, 0x0C, .. nodes];
        using var stream = new MemoryStream(bytes);

        Assert.Contains("made to exhaust memory", Assert.Throws<OnnxException>(() => OnnxModel.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FieldsOfLaterVersionsAreSkipped()
    {
        byte[] unknown = [0xF8, 0x3F, 0x05, 0xFA, 0x3F, 0x02, 0x01, 0x02, 0xFD, 0x3F, 1, 2, 3, 4, 0xF9, 0x3F, 1, 2, 3, 4, 5, 6, 7, 8];
        var model = Models.Everything();
        using var stream = new MemoryStream([.. unknown, .. model.ToBytes(), .. unknown]);

        Assert.Equal(model.ToBytes(), OnnxModel.Read(stream).ToBytes());
    }
}
