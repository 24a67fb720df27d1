using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Samples.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Sharding;

/// <summary>A model of the zoo calibrated in parts, through files, as on a cluster: each part has a twin of its own.</summary>
public sealed class ShardTests : IDisposable
{
    private const int Batches = 16;

    private static readonly CalibrationMethod[] Methods =
        [CalibrationMethod.Max, CalibrationMethod.Percentile(99.9), CalibrationMethod.Percentile(), CalibrationMethod.Mse(), CalibrationMethod.Entropy()];

    private readonly TemporaryFolder _folder = new();
    private readonly CifarResNet _model;
    private readonly Tensor[] _batches;

    public ShardTests()
    {
        random.manual_seed(17);
        _model = Models.ResNet20();
        _model.eval();

        // Ranges that grow and shrink from one batch to the next, so that parts begin with other ones than the whole.
        _batches = [.. Enumerable.Range(0, Batches).Select(static i => randn(2, 3, 16, 16) * Math.Pow(1.3, i * 5 % 7))];
    }

    public void Dispose()
    {
        _folder.Dispose();
        _model.Dispose();
        foreach (var batch in _batches)
            batch.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void RangesOfPartsAreThoseOfTheWholeToTheBit(int parts)
    {
        for (var part = 0; part < parts; part++)
        {
            using var twin = _model.ToQuantized();
            using var calibrator = new Calibrator(twin);
            calibrator.Collect(_batches.Where((_, i) => i % parts == part));
            calibrator.Save(File(part));
        }

        using var merged = _model.ToQuantized();
        using var sum = new Calibrator(merged);
        sum.Add(CalibrationState.Merge([.. Enumerable.Range(0, parts).Reverse().Select(part => CalibrationState.Load(File(part)))]));
        using var single = _model.ToQuantized();
        using var whole = new Calibrator(single);
        whole.Collect(_batches);

        Assert.Equal(Batches, sum.Batches);
        foreach (var method in Methods)
        {
            Assert.Empty(sum.Compute(method).Unreached);
            whole.Compute(method);
            Assert.All(single.Quantizers().Zip(merged.Quantizers()), static pair =>
            {
                Assert.Equal(pair.First.Name, pair.Second.Name);
                Assert.Equal(pair.First.Quantizer.Amax!.bytes.ToArray(), pair.Second.Quantizer.Amax!.bytes.ToArray());
            });
        }
    }

    private string File(int part) => _folder.File($"part-{part}.safetensors");
}
