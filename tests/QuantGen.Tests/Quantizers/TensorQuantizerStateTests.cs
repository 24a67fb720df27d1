using QuantGen.Quantizers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class TensorQuantizerStateTests
{
    [Fact]
    public void KeysAppearWithWhatTheyHold()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer();
        Assert.Empty(quantizer.state_dict());
        quantizer.Amax = tensor(1f);
        quantizer.PreQuantScale = tensor(2f);
        Assert.Equal(["_amax", "_pre_quant_scale"], quantizer.state_dict().Keys);
        quantizer.Amax = null;
        Assert.Equal(["_pre_quant_scale"], quantizer.state_dict().Keys);

        using var learned = new TensorQuantizer(new QuantDescriptor { LearnAmax = true });
        Assert.Equal(["clip.clip_value_min", "clip.clip_value_max"], learned.state_dict().Keys);
    }

    [Fact]
    public void LoadedRangesAreCopied()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer { Amax = tensor(1f) };
        var source = tensor(4f);
        quantizer.load_state_dict(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["_amax"] = source });
        source.fill_(9);
        Assert.Equal(4, quantizer.Amax!.item<float>());
    }

    [Fact]
    public void ConversionToAnotherTypeTakesTheRangeAlong()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor { LearnAmax = true }) { Amax = tensor(1f) };
        quantizer.to(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, quantizer.Amax!.dtype);
        Assert.Equal(ScalarType.Float64, quantizer.LearnedRange!.clip_value_max.dtype);
        Assert.Equal(ScalarType.Float64, quantizer.call(rand(3, ScalarType.Float64))!.dtype);
    }

    [Fact]
    public void RangesOutliveTheScopeTheyWereSetIn()
    {
        using var quantizer = new TensorQuantizer();
        using (NewDisposeScope())
            quantizer.Amax = tensor(3f);

        Assert.Equal(3, quantizer.Amax!.item<float>());
    }

    [Fact]
    public void ThePrintedFormIsThePeers()
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer();
        Assert.Equal("TensorQuantizer(8bit fake per-tensor amax=uncalibrated calibrator=MaxCalibrator scale=1.0 quant)", quantizer.ToString());
        quantizer.Amax = tensor(2.64f);
        Assert.Equal("TensorQuantizer(8bit fake per-tensor amax=2.6400 calibrator=MaxCalibrator scale=1.0 quant)", quantizer.ToString());
        quantizer.Enabled = false;
        Assert.Equal("TensorQuantizer(disabled)", quantizer.ToString());

        using var weight = new TensorQuantizer(QuantDescriptor.Int8ConvWeightPerChannel with { ScaleAmax = 0.5f })
        {
            Amax = tensor(new[] { 1.14021f, 0.03126f }, [2, 1, 1, 1]), PreQuantScale = ones(1), CalibrationEnabled = true, QuantEnabled = false,
        };
        Assert.Equal("8bit narrow fake axis=0 amax=[0.0313, 1.1402](2) *0.5 pre_quant_scale calibrator=MaxCalibrator scale=1.0 calib", weight.ExtraRepr());

        using var learned = new TensorQuantizer(new QuantDescriptor { LearnAmax = true, Unsigned = true, Calibrator = CalibratorKind.Histogram, Dynamic = true });
        Assert.Equal("unsigned 8bit fake per-tensor amax=dynamic learned calibrator=HistogramCalibrator scale=1.0 quant clip", learned.ExtraRepr());

        using var real = new TensorQuantizer(new QuantDescriptor { FakeQuant = false, Amax = [1] });
        Assert.Equal("8bit per-tensor amax=1.0000 calibrator=MaxCalibrator quant", real.ExtraRepr());
    }
}
