using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ThisValueAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ThisValueTests
{
    private const string Source = """
        static class Log
        {
            public static void Write(object sender)
            {
            }
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                Log.Write([|this|]);
                return x;
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'this' is an object of another class in the twin; hand over the values that are needed instead");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ThisInFrontOfAMemberIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => this.training ? x : this.fc.call(x);
        }
        """);

    [Fact]
    public Task ThisOutsideForwardIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net(Device device) : base("Net")
            {
                RegisterComponents();
                this.to(device);
            }

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ThisInALambdaIsReported() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Log.Run(() => [|this|]) is null ? x : x.neg();
        }

        static class Log
        {
            public static object Run(Func<object> function) => function();
        }
        """);
}
