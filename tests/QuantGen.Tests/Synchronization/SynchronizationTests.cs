using QuantGen.Quantizers;
using Xunit;

namespace QuantGen.Tests.Synchronization;

/// <summary>
/// A training step never waits for a device: nothing that it runs reads a tensor's values on the host. Checked on the compiled code, because on
/// the CPU there is nothing to wait for, and so nothing to measure.
/// </summary>
public sealed class SynchronizationTests
{
    // Every method of quantizers and layers that reads values, and why no step waits for it. One that is new fails the test until it is listed here.
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["QuantGen.Quantizers.FakeQuantErrors.ThrowIfNegative"] = "looks at values on the CPU only",
        ["QuantGen.Quantizers.FakeQuantErrors.ThrowIfAnyNegative"] = "looks at values on the CPU only",
        ["QuantGen.Quantizers.FakeQuantOperators.Quantize"] = "half-precision integer levels, which no layer computes with",
        ["QuantGen.Quantizers.TensorQuantizer.get_StepSize"] = "asked for by users",
        ["QuantGen.Quantizers.TensorQuantizer.ThrowIfNoRange"] = "a range that is set",
        ["QuantGen.Quantizers.TensorQuantizer.Short"] = "the printed form",
        ["QuantGen.Modules.SequenceOrder..ctor"] = "lengths of sequences, which torch keeps on the CPU",
        ["QuantGen.Quantizers.Kernels.FakeQuantPass.Values"] = "memory on the CPU",
        ["QuantGen.Quantizers.Kernels.ResidualPass.Run"] = "memory on the CPU",
        ["QuantGen.Quantizers.Kernels.TensorMemory.Address"] = "memory on the CPU",
    };

    [Fact]
    public void QuantizersAndLayersReadNoValuesOnTheHost()
    {
        var reads = HostReads.In(typeof(TensorQuantizer).Assembly.Location)
            .Where(static read => read.Type.StartsWith("QuantGen.Quantizers", StringComparison.Ordinal) || read.Type.StartsWith("QuantGen.Modules", StringComparison.Ordinal))
            .Select(static read => (Method: $"{read.Type}.{read.Method}", read.Reads))
            .Distinct()
            .ToList();
        Assert.Equal([], reads.Where(static read => !Known.ContainsKey(read.Method)).Select(static read => $"{read.Method} reads by {read.Reads}"));

        // The search finds what there is to find.
        Assert.Equal(Known.Keys.Order(StringComparer.Ordinal), reads.Select(static read => read.Method).Distinct().Order(StringComparer.Ordinal));
    }
}
