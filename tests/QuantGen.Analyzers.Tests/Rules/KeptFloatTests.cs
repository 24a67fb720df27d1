using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.KeptFloatAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class KeptFloatTests
{
    private const string Source = """
        [Quantize]
        partial class Head : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Head() : base("Head") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Head [|head|] = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'head' cannot stay in float: the twin would need a copy of it, and 'Head', being a model class of your own, cannot be "
        + "copied; put [KeepFloat] on the layers in 'Head' instead");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task LayerOfTorchSharpIsCopied() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Head : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Linear fc = Linear(8, 8);

            public Head() : base("Head") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Head head = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationMayKeepAnything() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Head : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Head() : base("Head") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }

        class Net : Module<Tensor, Tensor>
        {
            [KeepFloat] private readonly Head head = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => head.call(x);
        }
        """);
}
