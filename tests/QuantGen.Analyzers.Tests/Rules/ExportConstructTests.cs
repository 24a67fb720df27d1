using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ExportConstructAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ExportConstructTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var pair = [|new { First = fc.call(x), Second = x }|];
                return pair.First + pair.Second;
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatToWriteInstead() => Rule.VerifyAsync(
        Source,
        "forward contains an object without a class around a tensor, which cannot be repeated over values of a graph; use a tuple");

    [Fact]
    public Task TensorIsOfNoOtherClass() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                return x is [|Parameter weight|] ? weight : x;
            }
        }
        """,
        "forward contains a test of a tensor for 'Parameter', which cannot be repeated over values of a graph; decide by a flag that the constructor sets");

    [Fact]
    public Task CodeOfABaseMayUseWhatTheClassSees() => Rule.VerifyAsync(
        """
        public abstract class Base : Module<Tensor, Tensor>
        {
            private readonly Linear hidden = Linear(8, 8);
            protected readonly Linear seen = Linear(8, 8);

            protected Base() : base("Base")
            {
            }

            public override Tensor forward(Tensor x) => [|hidden|].call(seen.call(x));
        }

        [Export]
        public partial class Net : Base
        {
            public Net() => RegisterComponents();
        }
        """,
        "forward contains 'hidden', which only 'Base' sees, which cannot be repeated over values of a graph; make it protected, or put [Export] on 'Base'");

    [Fact]
    public Task ListOfBothKindsIsRefused() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly List<Tensor> tables = [];

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                IEnumerable<Tensor> weights = [fc.weight, fc.weight];
                var all = weights.Select(static weight => weight.t());
                return torch.cat([.. new[] { x }.Concat([|tables|])], 1);
            }
        }
        """,
        "forward contains 'tables', tensors that depend on no input, in one place with values that do, which cannot be repeated over values of a graph; make a list of its own for each");

    [Fact]
    public Task TuplesLocalFunctionsAndLoopsAreFine() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var (first, second) = (fc.call(x), x);
                for (var i = 0; i < 3; i++)
                    first = Add(first, second);
                return first;

                static Tensor Add(Tensor a, Tensor b) => a + b;
            }
        }
        """);

    [Fact]
    public Task PatternsOfTensorsAreFine() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                Tensor? y = x.dim() > 1 ? fc.call(x) : null;
                return y is { } given ? given : x;
            }
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);
}
