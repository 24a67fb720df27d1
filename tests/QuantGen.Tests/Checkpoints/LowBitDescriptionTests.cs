using System.Text;
using QuantGen.Checkpoints;
using QuantGen.LowBit;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Checkpoints;

/// <summary>What files say about the quantizers of the low-bit twin that was saved.</summary>
public sealed class LowBitDescriptionTests : IDisposable
{
    private static readonly Dictionary<string, (LowBitSide File, LowBitSide Model, string Difference)> Rows = new(StringComparer.Ordinal)
    {
        ["levels"] = (new() { Levels = 3 }, new(), "(file (Lsq 3 levels x 4 groups), model (Lsq 4 levels x 4 groups))"),
        ["algorithm"] = (new() { Algorithm = LowBitAlgorithm.DoReFa }, new() { Algorithm = LowBitAlgorithm.Pact }, "(file (DoReFa 4 levels x 4 groups), model (Pact 4 levels x 4 groups))"),
        ["normalization"] = (
            new() { Normalization = LowBitNormalization.MeanAndDeviation, RestoreNormalization = true, NormalizeWholeTensor = true },
            new(),
            "(file (Lsq 4 levels x 4 groups normalized=MeanAndDeviation+restored+whole), model (Lsq 4"),
        ["thresholds"] = (
            new() { Algorithm = LowBitAlgorithm.LqNets, ThresholdMix = 0.25, HalfRange = true },
            new() { Algorithm = LowBitAlgorithm.LqNets },
            "(file (LqNets 4 levels x 4 groups from-zero mix=0.25), model (LqNets 4 levels x 4 groups))"),
        ["zeros"] = (
            new() { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3, ZeroShare = 0.1 },
            new() { Algorithm = LowBitAlgorithm.TrainedTernary, Levels = 3 },
            "(file (TrainedTernary 3 levels zero=0.1), model (TrainedTernary 3 levels))"),
        ["signs"] = (
            new() { Algorithm = LowBitAlgorithm.DoReFa, Levels = 2, ScaledBinary = true },
            new() { Algorithm = LowBitAlgorithm.DoReFa, Levels = 2 },
            "(file (DoReFa 2 levels x 4 groups scaled), model (DoReFa 2 levels x 4 groups))"),
    };

    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Names => [.. Rows.Keys];

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void WhatChangesNumbersIsADifference(string what)
    {
        var (file, model, difference) = Rows[what];
        foreach (var name in (string[])["model.dat", "model.safetensors"])
        {
            Save(file, name);
            var error = Assert.Throws<CheckpointException>(() => Checkpoint.Load(Of(model), _files.Path(name)));
            Assert.Contains("fc._weight_quantizer " + difference, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSameTwinTakesTheFile(string what)
    {
        Save(Rows[what].File, "model.dat");
        Assert.True(Checkpoint.Load(Of(Rows[what].File), _files.Path("model.dat")).IsComplete);
    }

    [Fact]
    public void HowItTrainsIsNoDifference()
    {
        Save(new() { GradientScale = GradientScale.InverseElementRoot, GradientFactor = 0.5, Start = LowBitStart.Maximum, WarmUpSteps = 3, Loss = LowBitLoss.Squared }, "model.dat");
        Assert.True(Checkpoint.Load(Of(new()), _files.Path("model.dat")).IsComplete);
    }

    [Fact]
    public void FilesWithoutDescriptionLoadAndTheReportSaysSo()
    {
        Of(new()).save(_files.Path("model.dat"));
        var report = Checkpoint.Load(Of(new()), _files.Path("model.dat"));
        Assert.Contains("the file does not describe its quantizers", Assert.Single(report.Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":4}""", null)]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":4,"later":{"a":[1]}}""", null)]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":4,"enabled":false}""", "(file off, model (Lsq 4 levels x 4 groups))")]
    [InlineData("""{"algorithm":"Other","levels":4,"groups":4}""", "is damaged")]
    [InlineData("""{"algorithm":"Lsq","levels":1,"groups":4}""", "is damaged")]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":0}""", "is damaged")]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":4,"bound":1e99}""", "is damaged")]
    [InlineData("""{"algorithm":"Lsq","levels":4,"groups":4,"halfRange":1}""", "is damaged")]
    [InlineData("""{"levels":4,"groups":4}""", "is damaged")]
    [InlineData("[]", "is damaged")]
    public void DescriptionsAreReadStrictly(string json, string? reason)
    {
        Of(new()).save(_files.Path("model.dat"));
        byte[] entries = File.ReadAllBytes(_files.Path("model.dat"));
        byte[] text = Encoding.UTF8.GetBytes("""{"library":"0.1.0","quantizers":{},"lowBit":{"fc._weight_quantizer":""" + json + "}}");
        var path = _files.Write([.. entries, .. "QuantGen"u8, .. BitConverter.GetBytes(1), .. text, .. BitConverter.GetBytes((long)(text.Length + 20))]);

        var error = Record.Exception(() => Checkpoint.Load(Of(new()), path));

        if (reason is null)
            Assert.Null(error);
        else
            Assert.Contains(reason, Assert.IsType<CheckpointException>(error).Message, StringComparison.Ordinal);
    }

    private static TorchSharp.Modules.Sequential Of(LowBitSide ofWeight) =>
        Sequential(("fc", new LowBitLinear(Linear(3, 4), new LowBitOptions { Weights = ofWeight })));

    private void Save(LowBitSide ofWeight, string name) => Checkpoint.Save(Of(ofWeight), _files.Path(name), requireCalibrated: false);
}
