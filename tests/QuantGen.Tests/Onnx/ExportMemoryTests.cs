using QuantGen.Onnx;
using QuantGen.Tests.Onnx.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Onnx;

/// <summary>Export holds pieces of weights in memory, never all of them.</summary>
public sealed class ExportMemoryTests : IDisposable
{
    private const int Layers = 8;
    private const long Channels = 256;
    private const long MostMemory = 2 << 20;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly HandGraph _hand = new();

    [Theory]
    [InlineData(OnnxTarget.OnnxRuntime, 1, OnnxModel.MostFileBytes)]
    [InlineData(OnnxTarget.OnnxRuntime, 1, 0)]
    [InlineData(OnnxTarget.TensorRT, 4, OnnxModel.MostFileBytes)]
    public void WeightsAreNotCopied(OnnxTarget target, int bytesOfWeight, long threshold)
    {
        var x = _hand.Quantize(_hand.Input(1, Channels, 4, 4), 0.1f);
        for (var layer = 0; layer < Layers; layer++)
            x = _hand.Quantize(_hand.Add("Conv", [x, _hand.QuantizeWeight(_hand.Weight($"w{layer}", Channels, Channels, 3, 3))], new() { { "pads", (long[])[1, 1, 1, 1] } }), 0.1f);

        using var folder = new OnnxFolder();
        var graph = _hand.Build(x);

        // The export works on one thread; the test runner has others, which report results meanwhile.
        var before = GC.GetAllocatedBytesForCurrentThread();
        OnnxExport.Save(graph, folder.Path(), new() { Target = target, ExternalDataThreshold = threshold });
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        var written = folder.Names.Sum(name => new FileInfo(folder.Path(name)).Length);
        Assert.InRange(written, Layers * Channels * Channels * 9 * bytesOfWeight, (Layers * Channels * Channels * 9 * bytesOfWeight) + (1 << 18));
        Assert.True(allocated < MostMemory, $"{allocated} bytes were allocated to write {written}.");
    }

    public void Dispose()
    {
        _hand.Dispose();
        _scope.Dispose();
    }
}
