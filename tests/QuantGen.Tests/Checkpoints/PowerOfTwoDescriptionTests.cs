using System.Text;
using QuantGen.Checkpoints;
using QuantGen.PowerOfTwo;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>What files say about the layers and quantizers of the power-of-two twin that was saved.</summary>
public sealed class PowerOfTwoDescriptionTests : IDisposable
{
    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [InlineData("model.dat")]
    [InlineData("model.safetensors")]
    public void AnotherBitWidthIsAnErrorThatNamesLayersAndQuantizers(string name)
    {
        Checkpoint.Save(CheckpointFiles.FixedPoint(16), _files.Path(name));
        var model = CheckpointFiles.FixedPoint();
        var before = CheckpointFiles.State(model).ToList();

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(model, _files.Path(name)));

        Assert.Contains("which is unchanged: quantizing otherwise: conv (file (16bit weight per-tensor bias=Saturate16), model (8bit weight " +
            "per-tensor bias=Saturate16)), relu (file (16bit unsigned limit=6), model (8bit unsigned limit=6)), ", error.Message, StringComparison.Ordinal);
        Assert.Contains("bound (file (16bit fixed=[-2, 3]), model (8bit fixed=[-2, 3]))", error.Message, StringComparison.Ordinal);
        Assert.Contains("last_quantizer (file (16bit), model (8bit)).", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, CheckpointFiles.State(model));

        var report = Checkpoint.Load(model, _files.Path(name), CheckpointMatch.WhatFits);
        Assert.Equal(6, report.QuantizerDifferences.Count);
        Assert.False(report.IsComplete);
    }

    [Fact]
    public void TheSameTwinTakesTheFileAndItsValues()
    {
        var options = new PowerOfTwoOptions { WeightTail = 0.5, PowerOfTwoWeights = false, PowerOfTwoActivations = false };
        var saved = CheckpointFiles.FixedPoint(6, options, Granularity.PerChannel, new LayerOverride("fc") { Enabled = false });
        var model = CheckpointFiles.FixedPoint(6, options, Granularity.PerChannel, new LayerOverride("fc") { Enabled = false });
        Checkpoint.Save(saved, _files.Path());

        var report = Checkpoint.Load(model, _files.Path());

        Assert.True(report.IsComplete);
        Assert.True(report.IsDescribed);
        Assert.Empty(report.Notes);
        Assert.Equal(CheckpointFiles.State(saved), CheckpointFiles.State(model));
    }

    public static TheoryData<string, string> Others => new()
    {
        { "granularity", "conv (file (8bit weight per-channel bias=Int32), model (8bit weight per-tensor bias=Saturate16))" },
        { "bias", "conv (file (8bit weight per-tensor bias=Float), model (8bit weight per-tensor bias=Saturate16))" },
        { "tail", "conv (file (8bit weight per-tensor bias=Saturate16 tail=0.5), model (8bit weight per-tensor bias=Saturate16))" },
        { "weights", "conv (file (8bit weight per-tensor bias=Saturate16 any-range), model (8bit weight per-tensor bias=Saturate16))" },
        { "activations", "relu (file (8bit unsigned limit=6 any-range), model (8bit unsigned limit=6))" },
        { "off", "relu (file off, model (8bit unsigned limit=6))" },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void WhatChangesNumbersIsADifference(string what, string difference)
    {
        var saved = what switch
        {
            "granularity" => CheckpointFiles.FixedPoint(weights: Granularity.PerChannel),
            "bias" => CheckpointFiles.FixedPoint(options: new() { Bias = BiasMode.Float }),
            "tail" => CheckpointFiles.FixedPoint(options: new() { WeightTail = 0.5 }),
            "weights" => CheckpointFiles.FixedPoint(options: new() { PowerOfTwoWeights = false }),
            "activations" => CheckpointFiles.FixedPoint(options: new() { PowerOfTwoActivations = false }),
            _ => CheckpointFiles.FixedPoint(overrides: new LayerOverride("relu") { Enabled = false }),
        };
        Checkpoint.Save(saved, _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(CheckpointFiles.FixedPoint(), _files.Path()));
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, null, "quantizer (file (8bit signed), model (8bit))")]
    [InlineData(null, false, "quantizer (file (8bit), model (8bit unsigned))")]
    public void SignIsADifference(bool? file, bool? model, string difference)
    {
        Checkpoint.Save(Of(new() { Signed = file }), _files.Path());

        var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Of(new() { Signed = model }), _files.Path()));
        Assert.Contains(difference, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HowRangesAreCollectedIsNoDifference()
    {
        Checkpoint.Save(CheckpointFiles.FixedPoint(options: new() { ActivationTail = 0, BatchRanges = true, PeerRunningMean = true, Seed = 3, Gradient = GradientForm.Quantized }), _files.Path());

        Assert.True(Checkpoint.Load(CheckpointFiles.FixedPoint(), _files.Path()).IsComplete);
    }

    [Fact]
    public void LayerThatIsQuantizedOnOneSideAloneIsADifference()
    {
        var quantized = Sequential(("fc", new PowerOfTwoLinear(Linear(2, 2))), ("quantizer", WithRange(new())));
        var kept = Sequential(("fc", Linear(2, 2)), ("quantizer", WithRange(new())));
        Checkpoint.Save(quantized, _files.Path());
        Checkpoint.Save(kept, _files.Path("kept.dat"));

        Assert.Contains(
            "fc (file (8bit weight per-tensor bias=Saturate16), model without it)",
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(kept, _files.Path())).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "fc (file without it, model (8bit weight per-tensor bias=Saturate16))",
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(quantized, _files.Path("kept.dat"))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void FilesWithoutDescriptionLoadAndTheReportSaysSo()
    {
        CheckpointFiles.FixedPoint(16).save(_files.Path());

        var report = Checkpoint.Load(CheckpointFiles.FixedPoint(), _files.Path());

        Assert.True(report.IsComplete);
        Assert.False(report.IsDescribed);
        Assert.Contains("the file does not describe its quantizers", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void DescriptionOfEarlierVersionsSaysNothingOfPowersOfTwo()
    {
        var report = Checkpoint.Load(Of(new() { Bits = 4 }), WithBlock("""{"library":"0.1.0","quantizers":{}}"""));

        Assert.True(report.IsComplete);
        Assert.Contains("the file does not describe its quantizers", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void PartsAreRenamedAsTheirTensorsAre()
    {
        Checkpoint.Save(Sequential(("net", CheckpointFiles.FixedPoint(16))), _files.Path());
        var renames = new LoadOptions { Renames = [new("net.*", "*")] };

        Assert.True(Checkpoint.Load(CheckpointFiles.FixedPoint(16), _files.Path(), renames).IsComplete);
        Assert.Contains(
            "conv (file (16bit",
            Assert.Throws<CheckpointException>(() => Checkpoint.Load(CheckpointFiles.FixedPoint(), _files.Path(), renames)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BlockHasTheDocumentedBytes()
    {
        var twin = CheckpointFiles.FixedPoint(weights: Granularity.PerChannel);
        Checkpoint.Save(twin, _files.Path());

        var bytes = File.ReadAllBytes(_files.Path());
        var block = bytes.AsSpan((int)(bytes.Length - BitConverter.ToInt64(bytes.AsSpan(bytes.Length - 8))));
        Assert.Equal(
            """{"library":"0.1.0","quantizers":{},"powerOfTwo":{"conv":{"weightBits":8,"perChannel":true,"bias":"Int32"},"relu":{"bits":8,"signed":false,"limit":6},"""
            + """ "fc":{"weightBits":8,"perChannel":true,"bias":"Int32"},"bound":{"bits":8,"low":-2,"high":3},"last":{"weightBits":8,"perChannel":true,"bias":"Int32"},"last_quantizer":{"bits":8}}}""".TrimStart(),
            Encoding.UTF8.GetString(block[12..^8]));
    }

    [Theory]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"more":[{}]},"more":{"weightBits":2,"enabled":false}}}""", null)]
    [InlineData("""{"powerOfTwo":{}}""", "quantizer (file without it")]
    [InlineData("""{"quantizers":{"quantizer":{"descriptor":{}}},"powerOfTwo":{}}""", "quantizer (file (8bit fake per-tensor), model (8bit))")]
    [InlineData("""{"powerOfTwo":{"quantizer":{}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":17}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":1e1}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"weightBits":8}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"low":1}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"limit":1e999}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"rounding":"Up"}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"quantizer":{"bits":8,"signed":1}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":{"a":{"bits":8},"a":{"bits":8}}}""", "is not JSON of the right form")]
    [InlineData("""{"powerOfTwo":[]}""", "is not JSON of the right form")]
    public void DescriptionIsChecked(string json, string? reason)
    {
        var path = WithBlock(json);

        var error = Record.Exception(() => Checkpoint.Load(Of(new()), path));

        if (reason is null)
            Assert.Null(error);
        else
            Assert.Contains(reason, Assert.IsType<CheckpointException>(error).Message, StringComparison.Ordinal);
    }

    private static TorchSharp.Modules.Sequential Of(Pact2Options options) => Sequential(("quantizer", WithRange(options)));

    private static Pact2 WithRange(Pact2Options options)
    {
        var quantizer = new Pact2(options);
        quantizer.SetRange(0, 1);
        return quantizer;
    }

    private string WithBlock(string json)
    {
        Of(new()).save(_files.Path());
        byte[] entries = File.ReadAllBytes(_files.Path());
        byte[] text = Encoding.UTF8.GetBytes(json);
        return _files.Write([.. entries, .. "QuantGen"u8, .. BitConverter.GetBytes(1), .. text, .. BitConverter.GetBytes((long)(text.Length + 20))]);
    }
}
