using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ForwardThrowsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ForwardThrowsTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|throw new NotSupportedException()|];

            public Tensor forward(Tensor x, Tensor y) => linear.call(x + y);
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "forward of 'Net' only throws, so a twin of it could not compute anything; derive from the Module<...> whose forward does the "
        + "work");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ForwardThatThrowsOnBadInputIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                if (x.dim() != 2)
                    throw new ArgumentException("Two dimensions.");
                return linear.call(x);
            }
        }
        """);

    [Fact]
    public Task ForwardThatThrowsInAnExpressionIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear linear = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => training ? linear.call(x) : throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task StatementIsReportedWhole() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                [|throw new NotSupportedException();|]
            }
        }
        """);
}
