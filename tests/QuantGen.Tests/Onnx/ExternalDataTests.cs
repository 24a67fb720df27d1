using QuantGen.Onnx;
using QuantGen.Onnx.Wire;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx;

/// <summary>Large tensors in a second file.</summary>
public sealed class ExternalDataTests
{
    private const int Inputs = 40;
    private const int Outputs = 20;

    [Fact]
    public void LargeTensorsGoToASecondFileFromALimitOn()
    {
        using var folder = new OnnxFolder();
        var model = Models.Gemm(Inputs, Outputs);

        model.Save(folder.Path("a.onnx"), model.ToBytes().Length);
        model.Save(folder.Path("b.onnx"), model.ToBytes().Length - 1);

        Assert.Equal(["a.onnx", "b.onnx", "b.onnx.data"], folder.Names);
        Assert.Equal(sizeof(float) * Inputs * Outputs, new FileInfo(folder.Path("b.onnx.data")).Length);
        Assert.True(new FileInfo(folder.Path("b.onnx")).Length < 400);
        Assert.Equal(model.ToBytes(), OnnxModel.Load(folder.Path("b.onnx")).ToBytes());
    }

    [Fact]
    public void TheSameModelGivesTheSameFiles()
    {
        using var folder = new OnnxFolder();
        Models.Gemm(Inputs, Outputs).Save(folder.Path(), mostBytes: 0);
        var before = Content(folder);

        OnnxModel.Load(folder.Path()).Save(folder.Path(), mostBytes: 0);

        Assert.Equal(before, Content(folder));
        Assert.Equal(2, folder.Names.Count());
    }

    [OnnxRuntimeFact]
    public void OnnxRuntimeFindsThem()
    {
        using var folder = new OnnxFolder();
        var model = Models.Gemm(Inputs, Outputs);
        model.Save(folder.Path(), mostBytes: 0);
        using var scope = NewDisposeScope();
        using var whole = new OnnxSession(Ort.Library, model.ToBytes());
        using var parts = new OnnxSession(Ort.Library, folder.Path());
        var x = randn(2, Inputs);

        Assert.Equal(Tensors.Floats(whole.Run(x)[0]), Tensors.Floats(parts.Run(x)[0]));
    }

    [Theory]
    [InlineData("../model.onnx.data")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../x")]
    [InlineData("..\\x")]
    [InlineData("C:x")]
    [InlineData("")]
    public void OnlyFilesBelowTheModelsFolderAreRead(string location)
    {
        using var folder = new OnnxFolder();
        var model = Models.Gemm(Inputs, Outputs);
        using (var stream = File.Create(folder.Path()))
            new OnnxWriter(model, new ExternalData(model, location)).Write(stream);

        Assert.Contains("no path below the model's folder", Assert.Throws<OnnxException>(() => OnnxModel.Load(folder.Path())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ASecondFileThatIsNotThereOrIsShortOrALink()
    {
        using var folder = new OnnxFolder();
        Models.Gemm(Inputs, Outputs).Save(folder.Path(), mostBytes: 0);
        var model = OnnxModel.Load(folder.Path());

        File.WriteAllBytes(folder.Path("model.onnx.data"), new byte[100]);
        Assert.Contains("has 100 bytes", Assert.Throws<OnnxException>(() => OnnxModel.Load(folder.Path())).Message, StringComparison.Ordinal);
        Assert.Contains("has 100 bytes", Assert.Throws<OnnxException>(() => model.Graph.Initializers[0].ToArray<float>()).Message, StringComparison.Ordinal);

        File.Delete(folder.Path("model.onnx.data"));
        Assert.Contains("is not there", Assert.Throws<OnnxException>(() => OnnxModel.Load(folder.Path())).Message, StringComparison.Ordinal);

        File.CreateSymbolicLink(folder.Path("model.onnx.data"), folder.Path());
        Assert.Contains("only a link", Assert.Throws<OnnxException>(() => OnnxModel.Load(folder.Path())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelFromAStreamHasNoSecondFile()
    {
        using var folder = new OnnxFolder();
        Models.Gemm(Inputs, Outputs).Save(folder.Path(), mostBytes: 0);
        using var stream = File.OpenRead(folder.Path());

        Assert.Contains("this model is not in one", Assert.Throws<OnnxException>(() => OnnxModel.Read(stream)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AnErrorLeavesBothFilesAsTheyWere(int failing)
    {
        using var folder = new OnnxFolder();
        Models.Gemm(Inputs, Outputs).Save(folder.Path(), mostBytes: 0);
        var before = Content(folder);
        var opened = 0;

        var error = Assert.Throws<OnnxException>(() => OnnxFiles.Save(Models.Gemm(Inputs, 2 * Outputs), folder.Path(), 0, path => opened++ == failing ? throw new IOException("The disk is full.") : File.Create(path)));

        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Content(folder));
        Assert.Equal(["model.onnx", "model.onnx.data"], folder.Names);
    }

    [Fact]
    public void AModelThatCannotTakeItsPlaceGivesTheSecondFileBack()
    {
        using var folder = new OnnxFolder();
        File.WriteAllText(folder.Path("model.onnx.data"), "before");
        Directory.CreateDirectory(folder.Path("model.onnx"));

        Assert.Throws<OnnxException>(() => Models.Gemm(Inputs, Outputs).Save(folder.Path(), mostBytes: 0));

        Assert.Equal("before", File.ReadAllText(folder.Path("model.onnx.data")));
        Assert.Equal(["model.onnx.data"], folder.Names);
    }

    private static byte[] Content(OnnxFolder folder) => [.. File.ReadAllBytes(folder.Path()), .. File.ReadAllBytes(folder.Path("model.onnx.data"))];
}
