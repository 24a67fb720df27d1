using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.TensorKeptAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class TensorKeptTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private Tensor? last;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                [|last|] = fc.call(x);
                return x;
            }
        }
        """;

    [Fact]
    public Task MessageNamesTheField() => Rule.VerifyAsync(
        Source,
        "forward puts a tensor that depends on its input into 'last', which cannot hold a value of a graph; keep it in a local variable and return it");

    [Fact]
    public Task ListsInFieldsKeepTensorsToo() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly List<Tensor> states = [];

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                [|states|].Add(fc.call(x));
                return x;
            }
        }
        """,
        "forward puts a tensor that depends on its input into 'states', which cannot hold a value of a graph; keep it in a local variable and return it");

    [Fact]
    public Task WritingIntoABufferKeepsATensor() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly Tensor running = zeros(1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                [|running|].add_(x.mean());
                return x;
            }
        }
        """,
        "forward puts a tensor that depends on its input into 'running', which cannot hold a value of a graph; keep it in a local variable and return it");

    [Fact]
    public Task LocalsMayHoldAnything() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var last = fc.call(x);
                last.add_(x);
                return last;
            }
        }
        """);

    [Fact]
    public Task TensorsThatDependOnNoInputMayBeKept() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private Tensor? table;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                table ??= arange(8).to(float32);
                return fc.call(x) + table;
            }
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);
}
