using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.OptionsWithoutEffectAnalyzer,
    QuantGen.CodeFixes.Rules.OptionsWithoutEffectCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.OptionsWithoutEffectAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class OptionsWithoutEffectTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [[|Quantize(ActivationBits = 4)|]]
            private readonly ReLU relu = ReLU();
            [NonSerialized, [|Quantize|]]
            private readonly bool twice;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }

        partial class Plain : Module<Tensor, Tensor>
        {
            [[|Quantize|]]
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Plain() : base("Plain") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "[Quantize] on 'relu' has no effect, because ReLU has no quantizers; put it on the layers before and after, or remove it",
        "[Quantize] on 'twice' has no effect, because it holds no layer; remove it",
        "[Quantize] on 'conv' has no effect, because 'Plain' has no [Quantize] itself, so that it gets no twin; annotate the class "
        + "too");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly ReLU relu = ReLU();
            [NonSerialized]
            private readonly bool twice;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }

        partial class Plain : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Plain() : base("Plain") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """,
        title: "Remove [Quantize]",
        twin: "QuantNet");

    [Fact]
    public Task LayersWithQuantizersTakeIt() => Rule.VerifyAsync(
        """
        [Quantize(QuantizePools = true)]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4)] private readonly Conv2d conv = Conv2d(3, 8, 3);
            [Quantize(ActivationBits = 4)] private readonly AvgPool2d pool = AvgPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(conv.call(x));
        }
        """);

    [Fact]
    public Task LayerOfUnknownClassMayTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4)] private readonly Module<Tensor, Tensor> layer = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layer.call(x);
        }
        """);

    [Fact]
    public Task ReLUThatAClipReplacesHasBits() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [Quantize(ActivationBits = 16)] private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(conv.call(x));
        }
        """);

    private const string ForPowerOfTwo = """
        [Quantize([|Fuse = true|], Target = QuantizationTarget.PowerOfTwo, WeightBits = 16, [|QuantizePools = true|], [|InputDescriptor = nameof(Fine)|])]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly QuantGen.Quantizers.QuantDescriptor Fine = new() { Bits = 12 };

            [Quantize(ActivationBits = 16, [|WeightDescriptor = nameof(Fine)|])]
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [Quantize([|QuantizePools = false|], [|Fuse = false|])]
            private readonly AvgPool2d pool = AvgPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(conv.call(x));
        }
        """;

    [Fact]
    public Task ArgumentsForOtherTargetsAreReportedOneByOne() => Rule.VerifyAsync(
        ForPowerOfTwo,
        "'Fuse = true' on 'Net' has no effect, because passes are fused for TensorRT alone, not for PowerOfTwo; remove it",
        "'QuantizePools = true' on 'Net' has no effect, because PowerOfTwo decides by itself which pools it quantizes; remove it",
        "'InputDescriptor = nameof(Fine)' on 'Net' has no effect, because PowerOfTwo has quantizers that no descriptor describes; give "
        + "ActivationBits instead, or remove it",
        "'WeightDescriptor = nameof(Fine)' on 'conv' has no effect, because PowerOfTwo has quantizers that no descriptor describes; give "
        + "WeightBits instead, or remove it",
        "'QuantizePools = false' on 'pool' has no effect, because PowerOfTwo decides by itself which pools it quantizes; remove it",
        "'Fuse = false' on 'pool' has no effect, because passes are fused in whole classes; put it on the class, or remove it");

    [Fact]
    public Task FixRemovesArgumentsAndWhatIsLeftEmpty() => Fix.VerifyAsync(
        ForPowerOfTwo,
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo, WeightBits = 16)]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly QuantGen.Quantizers.QuantDescriptor Fine = new() { Bits = 12 };

            [Quantize(ActivationBits = 16)]
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly AvgPool2d pool = AvgPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(conv.call(x));
        }
        """,
        title: "Remove 'Fuse = true'",
        twin: "QuantNet");

    private const string AtFewBits = """
        [Quantize([|FoldBatchNorm = false|], [|Fuse = true|], WeightAlgorithm = LowBitAlgorithm.Lsq, [|QuantizePools = true|], [|BiasMode = BiasMode.Int32|], [|InputDescriptor = nameof(Fine)|])]
        partial class Net : Module<Tensor, Tensor>
        {
            internal static readonly QuantGen.Quantizers.QuantDescriptor Fine = new() { Bits = 12 };

            [Quantize(WeightLevels = 3, [|WeightBits = 2|])]
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            [[|Quantize(ActivationBits = 8)|]]
            private readonly AvgPool2d pool = AvgPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => pool.call(conv.call(x));
        }
        """;

    [Fact]
    public Task TrainingAtFewBitsHasOptionsOfItsOwn() => Rule.VerifyAsync(
        AtFewBits,
        "'FoldBatchNorm = false' on 'Net' has no effect, because LowBit merges no BatchNorm into weights; remove it",
        "'Fuse = true' on 'Net' has no effect, because LowBit quantizes inputs and weights of layers alone; remove it",
        "'QuantizePools = true' on 'Net' has no effect, because LowBit quantizes inputs and weights of layers alone; remove it",
        "'BiasMode = BiasMode.Int32' on 'Net' has no effect, because LowBit quantizes inputs and weights of layers alone; remove it",
        "'InputDescriptor = nameof(Fine)' on 'Net' has no effect, because LowBit has quantizers that no descriptor describes; give "
        + "ActivationAlgorithm and ActivationBits instead, or remove it",
        "'WeightBits = 2' on 'conv' has no effect, because WeightLevels beside it says how many levels there are; keep one of the two",
        "[Quantize] on 'pool' has no effect, because LowBit leaves AvgPool2d in float; remove it");

    [Fact]
    public Task LevelsAreForTrainingAtFewBits() => Rule.VerifyAsync(
        """
        [Quantize([|WeightLevels = 3|], ActivationLevels = 0)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """,
        "'WeightLevels = 3' on 'Net' has no effect, because TensorRT counts in bits; give WeightBits instead, or remove it");

    private const string BiasForOtherTargets = """
        [Quantize([|BiasMode = BiasMode.Int32|])]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4, [|BiasMode = BiasMode.Float|])] private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }

        [Quantize(Target = QuantizationTarget.OnnxRuntime, [|Fuse = true|])]
        partial class Other : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Other() : base("Other") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """;

    [Fact]
    public Task BiasModeIsForPowerOfTwo() => Rule.VerifyAsync(
        BiasForOtherTargets,
        "'BiasMode = BiasMode.Int32' on 'Net' has no effect, because TensorRT leaves biases in float; remove it",
        "'BiasMode = BiasMode.Float' on 'conv' has no effect, because TensorRT leaves biases in float; remove it",
        "'Fuse = true' on 'Other' has no effect, because passes are fused for TensorRT alone, not for OnnxRuntime; remove it");

    [Fact]
    public Task FixLeavesAClassItsAnnotation() => Fix.VerifyAsync(
        BiasForOtherTargets,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(WeightBits = 4)] private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }

        [Quantize(Target = QuantizationTarget.OnnxRuntime)]
        partial class Other : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Other() : base("Other") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """,
        title: "Remove 'BiasMode = BiasMode.Int32'");

    [Theory]
    [InlineData("[assembly: Quantize(Target = QuantizationTarget.PowerOfTwo, [|Fuse = true|])]", "[Quantize]")]
    [InlineData("[assembly: Quantize([|BiasMode = BiasMode.Int32|])]", "[Quantize]")]
    [InlineData("[assembly: Quantize(Target = QuantizationTarget.PowerOfTwo)]", "[Quantize([|Fuse = true|], [|QuantizePools = true|])]")]
    [InlineData("[assembly: Quantize(Target = QuantizationTarget.PowerOfTwo, Fuse = true)]", "[Quantize(Target = QuantizationTarget.TensorRT)]")]
    [InlineData("[assembly: Quantize(BiasMode = BiasMode.Int32)]", "[Quantize(Target = QuantizationTarget.PowerOfTwo)]")]
    [InlineData("", "[Quantize(Target = QuantizationTarget.PowerOfTwo, Fuse = false, InputDescriptor = null, BiasMode = BiasMode.Int32)]")]
    [InlineData("", "[Quantize(Fuse = true, QuantizePools = true)]")]
    public Task AssemblyIsReportedWhereNoClassAsksForAnotherTarget(string assembly, string ofClass) => Rule.VerifyAsync(
        $$"""
        {{assembly}}
        {{ofClass}}
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
