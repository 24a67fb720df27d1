using QuantGen.Modules;
using TorchSharp;
using Xunit;
using static QuantGen.Tests.Modules.UserBlocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

[Collection(nameof(TrainingMemoryTests))]
[CollectionDefinition(nameof(TrainingMemoryTests), DisableParallelization = true)]
public sealed class TrainingMemoryTests
{
    private const int WarmUp = 30;
    private const int Steps = 200;

    // One activation of 256 KB left behind by each step would be twice as much.
    private const long MostGrowth = 24L << 20;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void TwoHundredStepsOfQuantizationAwareTrainingLeaveNothingBehind(bool fold)
    {
        using var outer = NewDisposeScope();
        using var model = Sequential(
            ("stem", Conv2d(3, 16, 3, padding: 1)), ("bn", BatchNorm2d(16)), ("act", ReLU()), ("block", new Block(16)),
            ("down", Conv2d(16, 8, 3, stride: 2)), ("flat", Flatten()), ("fc", Linear(8 * 15 * 15, 10)));
        using var twin = new LayerConverter(Granularity.PerChannel, new QuantizationOptions { FoldBatchNorm = fold }).Convert(model);
        var (images, labels) = (randn(4, 3, 32, 32), randint(10, [4], ScalarType.Int64));
        foreach (var (_, quantizer) in twin.Quantizers())
            quantizer.Amax = quantizer.Descriptor.Axes is null ? tensor(1f) : null;
        foreach (var layer in twin.modules().OfType<QuantWeightedLayer>())
        {
            // Half of the largest, so that there are records of clipped values to leave behind.
            long[] others = [.. Enumerable.Range(1, (int)layer.weight.dim() - 1).Select(static axis => (long)axis)];
            layer.WeightQuantizer.Amax = layer.weight.abs().amax(others, keepdim: true) * 0.5f;
        }

        var optimizer = optim.SGD(twin.parameters(), 1e-4);
        long live = 0, memory = 0;
        for (var step = 0; step < WarmUp + Steps; step++)
        {
            if (step == WarmUp)
                (live, memory) = (Live(), Memory());

            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(twin.call(images)!, labels).backward();
            optimizer.step();
        }

        Assert.Equal(live, Live());
        Assert.InRange(Memory() - memory, long.MinValue, MostGrowth);
    }

    private static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;

    private static long Memory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Environment.WorkingSet;
    }
}
