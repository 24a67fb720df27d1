using QuantGen.Onnx;
using QuantGen.Testing.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx;

/// <summary>ONNX Runtime through its C interface.</summary>
public sealed class SessionTests
{
    [OnnxRuntimeFact]
    public void RunsAModel()
    {
        using var scope = NewDisposeScope();
        var model = Models.Gemm(3, 2);
        using var session = new OnnxSession(Ort.Library, model.ToBytes());
        var x = tensor(new[] { 1f, 2, 3, -1, 0, 1 }, 2, 3);

        Assert.Equal(["x"], session.Inputs);
        Assert.Equal(["y"], session.Outputs);
        var y = session.Run(x)[0];
        Assert.Equal([2L, 2], y.shape);
        var w = tensor(model.Graph.Initializers[0].ToArray<float>(), 3, 2);
        Assert.Equal(Tensors.Floats(x.matmul(w) + tensor(new[] { 0f, 0.5f })), Tensors.Floats(y));
    }

    [OnnxRuntimeFact]
    public void SavesWhatItMadeOfTheModel()
    {
        using var folder = new OnnxFolder();
        using var session = new OnnxSession(Ort.Library, Models.Gemm(3, 2).ToBytes(), new() { Optimization = OnnxOptimization.Basic, OptimizedModelPath = folder.Path() });

        Assert.Equal("Gemm", Assert.Single(OnnxModel.Load(folder.Path()).Graph.Nodes).OpType);
    }

    [OnnxRuntimeFact]
    public void SaysWhatOnnxRuntimeSays()
    {
        using var scope = NewDisposeScope();
        Assert.StartsWith("ONNX Runtime: ", Assert.Throws<OnnxException>(static () => new OnnxSession(Ort.Library, new byte[] { 1, 2, 3 })).Message, StringComparison.Ordinal);

        using var session = new OnnxSession(Ort.Library, Models.Gemm(3, 2).ToBytes());
        Assert.StartsWith("ONNX Runtime: ", Assert.Throws<OnnxException>(() => session.Run(zeros(2, 4))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => session.Run());
    }

    [OnnxRuntimeFact]
    public void ASettingThatOnnxRuntimeDoesNotKnowIsKeptForIt()
    {
        using var session = new OnnxSession(Ort.Library, Models.Gemm(3, 2).ToBytes(), new() { Entries = new Dictionary<string, string> { ["session.qdqisint8allowed"] = "1" } });
        Assert.Single(session.Inputs);
    }

    [Fact]
    public void SaysWhereItLooked()
    {
        using var folder = new OnnxFolder();
        Assert.False(OnnxRuntimeLibrary.TryLoad(folder.Path("none"), out _, out var reason));
        Assert.Contains(folder.Path("none"), reason, StringComparison.Ordinal);

        File.WriteAllText(folder.Path("libonnxruntime.so.1"), "none");
        Assert.False(OnnxRuntimeLibrary.TryLoad(Path.GetDirectoryName(folder.Path()), out _, out reason));
        Assert.Contains("is no library of ONNX Runtime for this machine", reason, StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => OnnxRuntimeLibrary.Load(folder.Path("none")));
    }
}
