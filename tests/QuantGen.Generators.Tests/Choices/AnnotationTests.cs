using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Models;
using Xunit;

namespace QuantGen.Generators.Tests.Choices;

/// <summary>What annotations of field, class and assembly say together: the nearest one that says something.</summary>
public sealed class AnnotationTests
{
    private static readonly OptionsModel _default = OptionsModel.Default;

    [Fact]
    public void NothingWrittenIsTheDefault() =>
        Assert.Equal(_default, Read("[Quantize]", "").Options);

    [Fact]
    public void ClassOverridesTheDefault() =>
        Assert.Equal(
            _default with { Weights = "PerTensor", WritesWeights = true, WeightBits = 4, ActivationBits = 6, Target = "OnnxRuntime", FoldBatchNorm = false, QuantizePools = true },
            Read("[Quantize(Granularity.PerTensor, WeightBits = 4, ActivationBits = 6, Target = QuantizationTarget.OnnxRuntime, FoldBatchNorm = false, QuantizePools = true)]", "").Options);

    [Fact]
    public void AssemblyOverridesTheDefaultAndClassTheAssembly() =>
        Assert.Equal(
            _default with { Weights = "PerTensor", WritesWeights = true, WeightBits = 5, ActivationBits = 6 },
            Read("[Quantize(WeightBits = 5)]", "", "[assembly: QuantGen.Quantize(QuantGen.Granularity.PerTensor, WeightBits = 4, ActivationBits = 6)]").Options);

    [Theory]
    [InlineData("using Q = QuantGen.QuantizeAttribute; [assembly: Q(WeightBits = 4)]")]
    [InlineData("global using Q = global::QuantGen.QuantizeAttribute; [assembly: Q(WeightBits = 4)]")]
    [InlineData("using QuantGen; [assembly: Quantize(WeightBits = Low.Bits)] internal static class Low { internal const int Bits = 4; }")]
    public void AssemblyIsReadHoweverItIsWritten(string assembly) =>
        Assert.Equal(_default with { WeightBits = 4 }, Read("[Quantize]", "", assembly).Options);

    [Fact]
    public void FieldOverridesTheClass()
    {
        var model = Read("[Quantize(Granularity.PerTensor, ActivationBits = 6)]", "[Quantize(WeightBits = 4)]");

        Assert.Equal(model.Options with { WeightBits = 4 }, model.Field("conv")!.Options);
        Assert.Null(model.Field("tail")!.Options);
    }

    [Fact]
    public void WhatIsWrittenOverridesEvenIfItIsTheDefault() =>
        Assert.Equal(_default, Read("[Quantize(WeightBits = 4, QuantizePools = true)]", "[Quantize(WeightBits = 8, QuantizePools = false)]").Field("conv")!.Options);

    [Fact]
    public void PropertyIsAnnotatedLikeAField() =>
        Assert.Equal(_default with { WeightBits = 4 }, Read("[Quantize]", "", tail: "[Quantize(WeightBits = 4)] private Conv2d tail { get; }").Field("tail")!.Options);

    [Theory]
    [InlineData("nameof(Coarse)", "Model.Coarse")]
    [InlineData("\"Coarse\"", "Model.Coarse")]
    [InlineData("\"Model.Coarse\"", "Model.Coarse")]
    [InlineData("\"Descriptors.Fine\"", "Descriptors.Fine")]
    [InlineData("\"Elsewhere.Shared.Wide\"", "global::Elsewhere.Shared.Wide")]
    public void DescriptorIsWrittenSoThatTheTwinMeansTheSame(string name, string code)
    {
        var model = Read($"[Quantize(InputDescriptor = {name})]", $"[Quantize(WeightDescriptor = {name})]");

        Assert.Equal((code, null), (model.Options.InputDescriptor, model.Options.WeightDescriptor));
        Assert.Equal((code, code), (model.Field("conv")!.Options!.InputDescriptor, model.Field("conv")!.Options!.WeightDescriptor));
    }

    [Theory]
    [InlineData("nameof(Model)", "Model", "there is no static field or property of that name that the twin can reach")]
    [InlineData("\"Missing\"", "Missing", "there is no static field or property of that name that the twin can reach")]
    [InlineData("\"new QuantDescriptor()\"", "new QuantDescriptor()", "it is not a name")]
    [InlineData("\"\"", "", "it is not a name")]
    [InlineData("nameof(Hidden)", "Hidden", "the twin cannot reach it; make it internal")]
    [InlineData("\"Descriptors.Hidden\"", "Descriptors.Hidden", "there is no static field or property of that name that the twin can reach")]
    [InlineData("nameof(Number)", "Number", "its type is int, not QuantDescriptor")]
    [InlineData("nameof(own)", "own", "it is not static")]
    public void DescriptorThatTheTwinCannotUseIsAProblemAtItsName(string argument, string name, string reason)
    {
        var problem = Assert.Single(Readings.Of("Model", Source("[Quantize]", $"[Quantize(WeightDescriptor = {argument})]"), Others).Problems);

        Assert.Equal((ProblemKind.UnknownDescriptor, argument), (problem.Kind, problem.Text()));
        Assert.Equal(["WeightDescriptor", name, reason], problem.Arguments);
    }

    [Theory]
    [InlineData("[Quantize]", "PowerOfTwo", "TensorRT")]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo)]", "OnnxRuntime", "PowerOfTwo")]
    public void PowerOfTwoBesideAnotherTargetIsAProblemAtTheArgument(string ofClass, string ofField, string target)
    {
        var problem = Assert.Single(Readings.Of("Model", Source(ofClass, $"[Quantize(Target = QuantizationTarget.{ofField})]"), Others).Problems);

        Assert.Equal((ProblemKind.MixedTargets, "QuantizationTarget." + ofField), (problem.Kind, problem.Text()));
        Assert.Equal(["conv", ofField, target], problem.Arguments);
    }

    [Theory]
    [InlineData("[Quantize(WeightBits = 4)]", "PerTensor")]
    [InlineData("[Quantize(Granularity.PerChannel)]", "PerChannel")]
    [InlineData("[Quantize(Granularity.Depthwise)]", "Depthwise")]
    [InlineData("[Quantize(Target = QuantizationTarget.TensorRT)]", "PerChannel")]
    public void GranularityThatNobodyWritesFollowsTheTarget(string ofClass, string weights)
    {
        var reading = Readings.Of("Model", Source(ofClass, ""), Others, "[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.PowerOfTwo)]");

        Assert.Empty(reading.Problems);
        Assert.Equal(weights, reading.Model!.Options.Weights);
    }

    [Fact]
    public void DescriptorStandsInPlaceOfNothingForPowersOfTwo()
    {
        var options = Read("[Quantize(Granularity.Depthwise, Target = QuantizationTarget.PowerOfTwo, WeightBits = 16, ActivationBits = 16, WeightDescriptor = nameof(Coarse), InputDescriptor = nameof(Coarse))]", "").Options;

        Assert.Equal(("Depthwise", 16, 16), (options.Weights, options.WeightBits, options.ActivationBits));
    }

    [Theory]
    [InlineData("[Quantize(Granularity.PerChannel, Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16)]", "", "BiasMode.Saturate16", "Model")]
    [InlineData("[Quantize(Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Saturate16)]", "[Quantize(Granularity.PerChannel)]", "Granularity.PerChannel", "conv")]
    public void SaturatedBiasWithScalesOfChannelsIsAProblem(string ofClass, string ofField, string place, string annotated)
    {
        var problem = Assert.Single(Readings.Of("Model", Source(ofClass, ofField), Others).Problems);

        Assert.Equal((ProblemKind.SaturatedChannels, place), (problem.Kind, problem.Text()));
        Assert.Equal([annotated], problem.Arguments);
    }

    [Theory]
    [InlineData("[Quantize(WeightBits = 1)]", "", "WeightBits", "1")]
    [InlineData("[Quantize(ActivationBits = 17)]", "", "ActivationBits", "17")]
    [InlineData("[Quantize]", "[Quantize(WeightBits = 0)]", "WeightBits", "0")]
    [InlineData("[Quantize(WeightBits = 40)]", "[Quantize(ActivationBits = 4)]", "WeightBits", "40")]
    public void BitsOutOfRangeAreAProblemAtTheNumber(string ofClass, string ofField, string property, string value)
    {
        var problem = Assert.Single(Readings.Of("Model", Source(ofClass, ofField), Others).Problems);

        Assert.Equal((ProblemKind.BitWidth, value), (problem.Kind, problem.Text()));
        Assert.Equal([property, value, "2", "16"], problem.Arguments);
    }

    [Fact]
    public void QuantizeBesideKeepFloatIsAProblem()
    {
        var problem = Assert.Single(Readings.Of("Model", Source("[Quantize]", "[KeepFloat, Quantize(WeightBits = 4)]"), Others).Problems);

        Assert.Equal((ProblemKind.ContradictoryAttributes, "Quantize(WeightBits = 4)"), (problem.Kind, problem.Text()));
        Assert.Equal(["conv"], problem.Arguments);
    }

    private const string Others = """
        using QuantGen.Quantizers;

        namespace Samples
        {
            internal static class Descriptors
            {
                public static readonly QuantDescriptor Fine = new() { Bits = 12 };
                private static readonly QuantDescriptor Hidden = new() { Bits = 12 };
            }
        }

        namespace Elsewhere
        {
            internal static class Shared
            {
                public static QuantDescriptor Wide => new() { Bits = 16 };
            }
        }
        """;

    private static ModuleModel Read(string ofClass, string ofField, string assembly = "", string tail = "private readonly Conv2d tail;")
    {
        var reading = Readings.Of("Model", Source(ofClass, ofField, tail), Others, assembly);
        Assert.Empty(reading.Problems);
        return reading.Model!;
    }

    private static string Source(string ofClass, string ofField, string tail = "private readonly Conv2d tail;") => $$"""
        using QuantGen;
        using QuantGen.Quantizers;
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples;

        {{ofClass}}
        public partial class Model : Module<Tensor, Tensor>
        {
            internal static readonly QuantDescriptor Coarse = new() { Bits = 4 };
            private static readonly QuantDescriptor Hidden = new() { Bits = 4 };
            internal static int Number => 4;
            private readonly QuantDescriptor own = new();
            {{ofField}} private readonly Conv2d conv;
            {{tail}}

            public Model() : base(nameof(Model))
            {
                conv = Conv2d(3, 3, 1);
                tail = Conv2d(3, 3, 1);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => tail.call(conv.call(x));
        }
        """;
}
