using QuantGen.Calibration;
using QuantGen.Tests.Modules;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

/// <summary>Looks at the memory of the whole process, so no other test runs beside it.</summary>
[Collection(nameof(TrainingMemoryTests))]
public sealed class SharedHistogramMemoryTests
{
    [Fact]
    public void MemoryDoesNotGrowWithTheNumberOfTensors()
    {
        const int tensors = 500;
        using var input = rand(10_000);
        HistogramCollector[] collectors = [new(), new()];
        HistogramCollector.Share(collectors);
        Collect(10);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Collect(tensors);

        // A copy of the bins for each would be sixteen megabytes.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 1 << 20);
        Assert.Equal((10 + tensors) * 10_000L, collectors[1].Histogram()!.Total);

        void Collect(int count)
        {
            for (var i = 0; i < count; i++)
            {
                collectors[0].Collect(input);
                collectors[1].Collect(input);
            }
        }
    }
}
