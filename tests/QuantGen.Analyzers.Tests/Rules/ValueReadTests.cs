using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ValueReadAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ValueReadTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                return x / [|x.abs().max().item<float>()|];
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'x.abs().max().item<float>()' reads a value, and there is none while a graph is made; compute with tensors, as torch.where does, or with shapes");

    [Fact]
    public Task ConversionsAndTextsReadValues() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                if ([|(bool)x.any()|])
                    x = x + 1;
                Console.WriteLine($"mean {[|x.mean()|]}");
                return x;
            }
        }
        """,
        "'(bool)x.any()' reads a value, and there is none while a graph is made; compute with tensors, as torch.where does, or with shapes",
        "'x.mean()' reads a value, and there is none while a graph is made; compute with tensors, as torch.where does, or with shapes");

    [Fact]
    public Task ValueReadInAHelperIsFoundThere() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Scaled(fc.call(x));

            private static Tensor Scaled(Tensor t) => t * [|t.mean().ToSingle()|];
        }
        """,
        "'t.mean().ToSingle()' reads a value, and there is none while a graph is made; compute with tensors, as torch.where does, or with shapes");

    [Fact]
    public Task ShapesAreKnown() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                return x.dim() > 2 && x.size(0) > 1 ? x.view(x.shape[0], -1) : x;
            }
        }
        """);

    [Fact]
    public Task ValuesOfParametersAreKnown() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var scale = fc.weight.abs().max().item<float>();
                return x * scale;
            }
        }
        """);

    [Fact]
    public Task TestForNullReadsNothing() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor? mask = null) => mask is null ? x : x + mask;
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);
}
