using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConstructAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConstructTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = x.chunk(2).Select(part => [|relu|].call(part)).First();
                if (x.size(0) > 1)
                    [|goto Done;|]
                x = relu.call(x);
            [|Done:
                return x;|]
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "forward contains a lambda that uses a layer, which the twin cannot repeat; call the layer outside it",
        "forward contains a goto or its label, which the twin cannot repeat; write a loop or an if",
        "forward contains a goto or its label, which the twin cannot repeat; write a loop or an if");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ControlFlowLocalsTuplesAndDisposeScopesAreRepeated() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly Linear? down = null;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                using var scope = NewDisposeScope();
                var (a, b) = (x, x.relu());
                Func<Tensor, Tensor> activate = y => relu.call(y);
                for (var i = 0; i < 2; i++)
                    a = activate(a) + b;
                if (down is not null)
                    a = down.call(a);
                return relu.call(a);
            }
        }
        """);

    [Fact]
    public Task SameConstructsOutsideForwardAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(x);

            public Tensor Twice(Tensor x)
            {
                Func<Tensor, Tensor> activate = y => relu.call(y);
                goto Done;
            Done:
                return activate(activate(x));
            }
        }
        """);

    [Theory]
    [InlineData("x = Parts(x).First();", "this statement", "write it with if, for, foreach, while or using")]
    [InlineData("x = x * [|base|].GetName().Length;", "a call of the base class", "repeat here what it does")]
    [InlineData("x = Functions.Apply(y => [|relu|].call(y), x);", "a lambda that uses a layer", "call the layer outside it")]
    [InlineData("x = (from part in x.chunk(2) select [|relu|].call(part)).First();", "a query that uses a layer", "call the layer outside it")]
    [InlineData("x = Functions.Apply([|Twice|], x);", "'Twice' handed on as a value, and layers or sums in it", "call it here and hand on the result")]
    [InlineData("x = pair.forward(x, [|y:|] x);", "an argument of 'pair' by a name that its class gave it", "drop the name")]
    [InlineData("x = [|pair.call(x)|];", "a call of 'pair' by an overload that its class adds", "call it with all inputs of its forward")]
    [InlineData("x = [|pair.call(x, 2)|];", "a call of 'pair' by an overload that its class adds", "call it with all inputs of its forward")]
    [InlineData("x = pair.call(x, x) + [|pair.forward(x, 2)|];", "a call of 'pair' by an overload that its class adds", "call it with all inputs of its forward")]
    [InlineData("x = Again(x, 3);", "a call of 'Again' from within itself, and layers or sums in it", "write it as a loop")]
    [InlineData("x = Later(x).Result;", "an await", "await outside forward")]
    public Task EachConstructIsReportedAtItsExpression(string statement, string what, string instead) => Rule.VerifyAsync(
        $$"""
        [Quantize]
        partial class Pair : Module<Tensor, Tensor, Tensor>
        {
            public Pair() : base("Pair") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => x * y;

            public Tensor call(Tensor x) => call(x, x);

            public Tensor call(Tensor x, int times) => forward(x, times);

            public Tensor forward(Tensor x, int times) => call(x, x) * times;
        }

        static class Functions
        {
            public static Tensor Apply(Func<Tensor, Tensor> function, Tensor x) => function(x);
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly Pair pair = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                {{statement}}
                return x;
            }

            private IEnumerable<Tensor> Parts(Tensor x)
            {
                yield return x;
                {{(statement.Contains("Parts") ? "[|yield break;|]" : "")}}
            }

            private Tensor Twice(Tensor x) => relu.call(relu.call(x));

            private Tensor Again(Tensor x, int times) => times == 0 ? x : relu.call({{(statement.Contains("Again") ? "[|Again(x, times - 1)|]" : "x")}});

            private async System.Threading.Tasks.Task<Tensor> Later(Tensor x)
            {
                {{(statement.Contains("Later") ? "[|await System.Threading.Tasks.Task.Yield()|]" : "await System.Threading.Tasks.Task.Yield()")}};
                return x;
            }
        }
        """,
        $"forward contains {what}, which the twin cannot repeat; {instead}");

    [Fact]
    public Task ConditionalCompilationIsReportedAtTheDirective() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
        [|#if DEBUG|]
                x = x.neg();
        #endif
                return relu.call(x);
            }
        }
        """,
        "forward contains an #if, which the twin cannot repeat; move the choice into a constant");
}
