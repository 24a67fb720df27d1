using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Calibration;

public sealed class PtqFlowGoldenTests
{
    private const double FlowTolerance = 1e-3;

    [GoldenTheory("ptq_flow")]
    [GoldenData("ptq_flow")]
    public void CalibratedNetworkComputesWhatThePeersDoes(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        using var net = Load(vector);
        using var input = vector["test_x"].Tensor();
        using var noGrad = no_grad();
        net.eval();

        Switch(net, enabled: false);
        var yFloat = Tensors.Floats(net.call(input));
        Switch(net, enabled: true);
        using var calibrator = Collect(net, vector);
        calibrator.Compute(Method(vector));
        var yQuant = Tensors.Floats(net.call(input));

        Assert.InRange(Tensors.RelativeDistance(vector["y_float"].Floats, yFloat), 0, FlowTolerance);
        Assert.InRange(Tensors.RelativeDistance(vector["y_quant"].Floats, yQuant), 0, FlowTolerance);
    }

    [GoldenTheory("ptq_flow")]
    [GoldenData("ptq_flow")]
    public void EveryQuantizerGetsThePeersRange(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        using var net = Load(vector);
        using var calibrator = Collect(net, vector);
        var result = calibrator.Compute(Method(vector));

        Assert.Empty(result.Unreached);
        var expected = vector["amax"].Fields.OrderBy(static field => field.Key, StringComparer.Ordinal);
        var actual = result.Ranges.OrderBy(static range => range.Quantizer, StringComparer.Ordinal);
        Assert.All(expected.Zip(actual), pair =>
        {
            Assert.Equal(pair.First.Key, pair.Second.Quantizer);
            Assert.Equal(pair.First.Value.Floats.Length, pair.Second.Amax.Count);

            // Activations differ in the last bits, so that a value may fall into the next bin.
            var bin = calibrator.Collectors.Single(collector => collector.Key == pair.First.Key).Value is HistogramCollector collector
                ? collector.Histogram()!.Edges[1]
                : 0;
            Assert.All(pair.First.Value.Floats.Zip(pair.Second.Amax), amax =>
                Assert.InRange(amax.Second, (amax.First * (1 - FlowTolerance)) - bin, (amax.First * (1 + FlowTolerance)) + bin));
        });
    }

    private static ResidualNet Load(GoldenCase vector)
    {
        var kind = vector["input_calib"].Text == "max" ? CalibratorKind.Max : CalibratorKind.Histogram;
        var net = new ResidualNet(vector["co"].Integer, kind);
        using var noGrad = no_grad();
        foreach (var (name, value) in vector["params"].Fields)
            net.get_parameter(name)!.copy_(value.Tensor());

        return net;
    }

    private static Calibrator Collect(ResidualNet net, GoldenCase vector)
    {
        var calibrator = new Calibrator(net, new CalibratorOptions { Histogram = HistogramOptions.Peer });
        calibrator.Collect(vector["batches"].Items.Select(static batch => batch.Tensor()));
        return calibrator;
    }

    private static CalibrationMethod Method(GoldenCase vector) => vector["method"].Text switch
    {
        "max" => CalibrationMethod.Max,
        "mse" => CalibrationMethod.Mse(),
        "percentile" => CalibrationMethod.Percentile(vector["percentile"].Number),
        _ => new EntropyMethod { PeerCompatible = true },
    };

    private static void Switch(ResidualNet net, bool enabled)
    {
        foreach (var (_, quantizer) in net.Quantizers())
            quantizer.Enabled = enabled;
    }
}
