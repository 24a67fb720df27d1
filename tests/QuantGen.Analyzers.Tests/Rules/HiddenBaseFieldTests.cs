using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.HiddenBaseFieldAnalyzer,
    QuantGen.CodeFixes.Rules.HiddenBaseFieldCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.HiddenBaseFieldAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class HiddenBaseFieldTests
{
    private const string Source = """
        abstract class Backbone : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            protected Backbone(string name) : base(name)
            {
            }

            protected Tensor Features(Tensor x) => [|conv|].call(x);
        }

        [Quantize]
        partial class Net : Backbone
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(Features(x));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv' is private to 'Backbone', so that neither RegisterComponents() nor the twin of a class that derives from it gets at "
        + "it; make it protected");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task FixDoesWhatTheMessageSays() => Fix.VerifyAsync(
        Source,
        """
        abstract class Backbone : Module<Tensor, Tensor>
        {
            protected readonly Conv2d conv = Conv2d(3, 8, 3);

            protected Backbone(string name) : base(name)
            {
            }

            protected Tensor Features(Tensor x) => conv.call(x);
        }

        [Quantize]
        partial class Net : Backbone
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(Features(x));
        }
        """,
        title: "Make 'conv' protected",
        twin: "QuantNet");

    [Fact]
    public Task ProtectedFieldIsFine() => Rule.VerifyAsync(
        """
        abstract class Backbone : Module<Tensor, Tensor>
        {
            protected readonly Conv2d conv = Conv2d(3, 8, 3);

            protected Backbone(string name) : base(name)
            {
            }

            protected Tensor Features(Tensor x) => conv.call(x);
        }

        [Quantize]
        partial class Net : Backbone
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(Features(x));
        }
        """);

    [Fact]
    public Task PrivateFieldThatForwardDoesNotUseIsLeftAlone() => Rule.VerifyAsync(
        """
        abstract class Backbone : Module<Tensor, Tensor>
        {
            private readonly long channels = 8;
            protected readonly Conv2d conv = Conv2d(3, 8, 3);

            protected Backbone(string name) : base(name)
            {
            }

            protected Tensor Features(Tensor x) => conv.call(x);
        }

        [Quantize]
        partial class Net : Backbone
        {
            private readonly ReLU relu = ReLU();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => relu.call(Features(x));
        }
        """);

    [Fact]
    public Task FieldIsReportedOnceHoweverManyClassesDeriveAndUseIt() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            protected Base(string name) : base(name)
            {
            }

            public override Tensor forward(Tensor x) => [|fc|].call(x) + fc.call(x.neg());
        }

        [Quantize]
        partial class First : Base
        {
            public First() : base("First") => RegisterComponents();
        }

        [Quantize]
        partial class Second : Base
        {
            public Second() : base("Second") => RegisterComponents();
        }
        """);
}
