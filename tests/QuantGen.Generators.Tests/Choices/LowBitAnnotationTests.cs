using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Models;
using Xunit;

namespace QuantGen.Generators.Tests.Choices;

/// <summary>What annotations of field, class and assembly say together of training at few bits: algorithms, and how many levels they have.</summary>
public sealed class LowBitAnnotationTests
{
    private const string Two = "WeightAlgorithm = LowBitAlgorithm.Lsq, ActivationAlgorithm = LowBitAlgorithm.Pact";

    [Theory]
    [InlineData("Target = QuantizationTarget.LowBit", "Lsq/4 Lsq/4")]
    [InlineData(Two, "Lsq/4 Pact/4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Lsq", "Lsq/4 None/4")]
    [InlineData("ActivationAlgorithm = LowBitAlgorithm.DoReFa, ActivationBits = 8", "None/4 DoReFa/256")]
    [InlineData(Two + ", WeightBits = 1, ActivationLevels = 3", "Lsq/2 Pact/3")]
    [InlineData(Two + ", WeightBits = 4, WeightLevels = 3", "Lsq/3 Pact/4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.Xnor, ActivationAlgorithm = LowBitAlgorithm.Fatnn", "Xnor/2 Fatnn/4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.TrainedTernary", "TrainedTernary/3 None/4")]
    public void AClassSaysWhatItsSidesAre(string arguments, string expected) => Assert.Equal(expected, Sides(Read($"[Quantize({arguments})]").Options));

    [Theory]
    [InlineData("WeightBits = 4", "Lsq/16 Pact/4")]
    [InlineData("WeightAlgorithm = LowBitAlgorithm.TrainedTernary", "TrainedTernary/3 Pact/4")]
    [InlineData("ActivationAlgorithm = LowBitAlgorithm.None", "Lsq/4 None/4")]
    [InlineData("ActivationAlgorithm = LowBitAlgorithm.LsqPlus, ActivationLevels = 5", "Lsq/4 LsqPlus/5")]
    [InlineData("Target = QuantizationTarget.LowBit", "Lsq/4 Pact/4")]
    public void AFieldKeepsWhatItLeavesOut(string arguments, string expected) =>
        Assert.Equal(expected, Sides(Read($"[Quantize({Two})]", $"[Quantize({arguments})]").Field("conv")!.Options!));

    [Fact]
    public void LevelsThatAnAlgorithmBroughtGoWithIt() => Assert.Equal(
        "Lsq/16 None/4",
        Sides(Read("[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor)]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq, WeightBits = 4)]").Field("conv")!.Options!));

    [Fact]
    public void WithoutBitsTheyGoToWhatTheClassCountsIn() => Assert.Equal(
        "Lsq/4 None/4",
        Sides(Read("[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor)]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]").Field("conv")!.Options!));

    [Theory]
    [InlineData("WeightBits = 4", "[Quantize(" + Two + ")]", "Lsq/16 Pact/4")]
    [InlineData(Two, "[Quantize]", "Lsq/4 Pact/4")]
    [InlineData(Two, "[Quantize(WeightAlgorithm = LowBitAlgorithm.DoReFa)]", "DoReFa/4 Pact/4")]
    [InlineData(Two, "[Quantize(WeightBits = 3)]", "Lsq/8 Pact/4")]
    [InlineData("Target = QuantizationTarget.OnnxRuntime", "[Quantize(" + Two + ")]", "Lsq/4 Pact/4")]
    [InlineData("Target = QuantizationTarget.LowBit", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Xnor)]", "Xnor/2 Lsq/4")]
    public void AClassGoesOverTheAssembly(string assembly, string ofClass, string expected)
    {
        var options = Read(ofClass, "", assembly).Options;
        Assert.Equal((OptionsModel.LowBit, expected), (options.Target, Sides(options)));
    }

    [Fact]
    public void AnotherTargetLeavesTheAssemblysAlgorithmsAndBits()
    {
        var options = Read("[Quantize(Target = QuantizationTarget.TensorRT)]", "", Two).Options;
        Assert.Equal(OptionsModel.Default, options);
    }

    [Fact]
    public void WhatTheTargetDoesNotLookAtIsOff()
    {
        var options = Read($"[Quantize({Two})]", "", "QuantizePools = true, Fuse = true, WeightDescriptor = \"Elsewhere\"").Options;
        Assert.Equal((false, false, false, null), (options.FoldBatchNorm, options.QuantizePools, options.Fuse, options.WeightDescriptor));
    }

    [Theory]
    [InlineData("[Quantize(" + Two + ", WeightBits = 17)]", ProblemKind.BitWidth, "17")]
    [InlineData("[Quantize(" + Two + ", WeightBits = 0)]", ProblemKind.BitWidth, "0")]
    [InlineData("[Quantize(" + Two + ", ActivationLevels = 1)]", ProblemKind.AlgorithmLevels, "1")]
    [InlineData("[Quantize(ActivationAlgorithm = LowBitAlgorithm.TrainedTernary)]", ProblemKind.AlgorithmSide, "LowBitAlgorithm.TrainedTernary")]
    [InlineData("[Quantize(" + Two + ", Target = QuantizationTarget.TensorRT)]", ProblemKind.AlgorithmTarget, "QuantizationTarget.TensorRT")]
    public void WhatDoesNotGoTogetherIsAProblemAtItsPlace(string ofClass, object kind, string place)
    {
        var problem = Assert.Single(Readings.Of("Model", Source(ofClass, ""), "", "").Problems);
        Assert.Equal((kind, place), (problem.Kind, problem.Text()));
    }

    [Fact]
    public void AnotherAlgorithmWritesOneTwinAndAnEditElsewhereNone()
    {
        var first = Generation.RunTracked(Source($"[Quantize({Two})]", ""), Generation.Source("BasicBlock"), "internal static class Other { public static int One => 1; }");
        Assert.Equal(Steps.Cached(2), Steps.Of(Generation.Run(first.Driver, first.Input.Edit(2, "=> 1", "=> 2"))));
        Assert.Equal(new Steps("MU", "MC"), Steps.Of(Generation.Run(first.Driver, first.Input.Edit(0, "LowBitAlgorithm.Pact", "LowBitAlgorithm.DoReFa"))));
    }

    [Fact]
    public void ChangedAlgorithmOfTheAssemblyWritesTheTwin()
    {
        var first = Generation.RunTracked(Source("[Quantize]", ""), $"using QuantGen; [assembly: Quantize({Two})]");
        var second = Generation.Run(first.Driver, first.Input.Edit(1, "Pact", "DoReFa"));
        Assert.Contains("ActivationAlgorithm = LowBitAlgorithm.DoReFa,", Assert.Single(second.Files).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAlgorithmGoesWithItsLevelsWhereTheClassHasNone() => Assert.Contains(
        "this.conv = layers.With(weightAlgorithm: LowBitAlgorithm.Lsq, weightLevels: 8, evenAtEnds: true).LowBit(conv);",
        Assert.Single(Generation.Run(Source("[Quantize(ActivationAlgorithm = LowBitAlgorithm.Pact, WeightBits = 3)]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]")).AssertCompiles().Files).Text,
        StringComparison.Ordinal);

    private static string Sides(OptionsModel options) =>
        $"{options.WeightAlgorithm}/{options.LevelsOfWeights} {options.ActivationAlgorithm}/{options.LevelsOfActivations}";

    private static ModuleModel Read(string ofClass, string ofField = "", string assembly = "")
    {
        var reading = Readings.Of("Model", Source(ofClass, ofField), "", assembly.Length == 0 ? "" : $"using QuantGen; [assembly: Quantize({assembly})]");
        Assert.Empty(reading.Problems);
        return reading.Model!;
    }

    private static string Source(string ofClass, string ofField) => $$"""
        using QuantGen;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        {{ofClass}}
        public partial class Model : Module<Tensor, Tensor>
        {
            {{ofField}} private readonly Conv2d conv = Conv2d(3, 3, 1);

            public Model() : base(nameof(Model)) => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;
}
