using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.LayerNotExportedAnalyzer,
    QuantGen.CodeFixes.Rules.LayerNotExportedCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.LayerNotExportedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerNotExportedTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|block|].call(x);
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
    public Task MessageNamesLayerAndClass() => Rule.VerifyAsync(
        Source,
        "'block' is of the class 'Block', which has neither [Export] nor ITraceable, so that its part of the graph cannot be made; add [Export] to 'Block'");

    [Fact]
    public Task LayersOfTorchSharpAndExportedClassesAreFine() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();
            private readonly Sequential head = Sequential(Linear(8, 8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => head.call(block.call(x));
        }

        // A block.
        [Export]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task ClassThatTheCodeDoesNotTellIsAskedLater() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> inner;

            public Net(Module<Tensor, Tensor> inner) : base("Net")
            {
                this.inner = inner;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => inner.call(x);
        }
        """);

    [Fact]
    public Task LayerThatComputesATableMayBeAny() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x) + block.call(fc.weight).sum();
        }

        // A block.
        public sealed class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ClassIsExportedAndMadePartial() => Fix.VerifyAsync(
        Source,
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => block.call(x);
        }

        // A block.
        [Export]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        title: "Add [Export] to 'Block'");

    [Fact]
    public Task AttributeStandsBesideTheOther() => Fix.VerifyAsync(
        """
        [Quantize, Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|block|].call(x);
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
        """
        [Quantize, Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Block block = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => block.call(x);
        }

        // A block.
        [Quantize(PerTensor), Export]
        public sealed partial class Block : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Block() : base("Block") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);
}
