using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.ForeignLayerAnalyzer,
    QuantGen.CodeFixes.Rules.ForeignLayerCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ForeignLayerAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ForeignLayerTests
{
    private const string Source = """
        [Quantize(PerTensor)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block [|first|] = new();
            private readonly Block [|second|] = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }

        // A block.
        public sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'first' keeps the class from having a twin because 'Block' is a model class without [Quantize], which can be neither "
        + "quantized nor copied; annotate it",
        "'second' keeps the class from having a twin because 'Block' is a model class without [Quantize], which can be neither "
        + "quantized nor copied; annotate it");

    [Fact]
    public Task ClassOfALibraryCannotBeAnnotated() => Rule.VerifyAsync(
        """
        [Quantize]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly QuantGen.Modules.QuantSequential [|body|];

            public Net(QuantGen.Modules.QuantSequential body) : base("Net")
            {
                this.body = body;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => body.call(x);
        }
        """,
        "'body' keeps the class from having a twin because 'QuantSequential' is a model class without [Quantize], which can be neither "
        + "quantized nor copied; hold it in a class of your own that carries [KeepFloat]");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ClassIsAnnotatedLikeTheOneThatHoldsItOnce() => Fix.VerifyAsync(
        Source,
        """
        [Quantize(PerTensor)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block first = new();
            private readonly Block second = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => second.call(first.call(x));
        }

        // A block.
        [Quantize(PerTensor)]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        title: "Annotate 'Block' with [Quantize]",
        twin: "QuantBlock");

    [Fact]
    public Task ClassInAnotherFileIsAnnotatedWithWhatMeansTheSameThere() => Fix.VerifyAsync(
        [
            """
            [Quantize(PerChannel)]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Blocks.Block [|block|] = new();

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => block.call(x);
            }
            """,
            """
            namespace Blocks
            {
                enum PerChannel;

                public class Family
                {
                }

                /// <summary>A block.</summary>
                public class Block : Module<Tensor, Tensor>
                {
                    public Block() : base("Block") => RegisterComponents();

                    public override Tensor forward(Tensor x) => x;
                }
            }
            """,
        ],
        [
            """
            [Quantize(PerChannel)]
            public partial class Net : Module<Tensor, Tensor>
            {
                private readonly Blocks.Block block = new();

                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => block.call(x);
            }
            """,
            """
            namespace Blocks
            {
                enum PerChannel;

                public class Family
                {
                }

                /// <summary>A block.</summary>
                [Quantize]
                public partial class Block : Module<Tensor, Tensor>
                {
                    public Block() : base("Block") => RegisterComponents();

                    public override Tensor forward(Tensor x) => x;
                }
            }
            """,
        ]);

    [Fact]
    public Task AnnotatedClassesAndLayersOfTorchSharpAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly Module<Tensor, Tensor> head;

            public Net(Module<Tensor, Tensor> head) : base("Net")
            {
                this.head = head;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => head.call(block.call(conv.call(x)));
        }

        [Quantize]
        partial class Block : Module<Tensor, Tensor>
        {
            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationMayHoldAnything() => Rule.VerifyAsync(
        """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => block.call(x);
        }

        class Block : Module<Tensor, Tensor>
        {
            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);
}
