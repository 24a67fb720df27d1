using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UserBaseAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UserBaseTests
{
    private const string Source = """
        [Quantize]
        partial class [|Net|] : ParameterLessModule<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because it derives from 'ParameterLessModule', whose source is not in this project, so that its layers and "
        + "methods cannot be taken over; derive it from torch.nn.Module<...>");

    [Fact]
    public Task BaseThatCanBeMadeMayBeHeldInstead() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class [|Net|] : Sequential
        {
            public Net() : base(("fc", Linear(8, 2)))
            {
            }
        }
        """,
        "'Net' gets no twin because it derives from 'Sequential', whose source is not in this project, so that its layers and methods "
        + "cannot be taken over; derive it from torch.nn.Module<...> and hold a 'Sequential' in a field");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BaseInSourceIsReadToo() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected Base(string name) : base(name)
            {
            }
        }

        [Quantize]
        partial class Net : Base
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationIsLeftAlone() => Rule.VerifyAsync(
        """
        class Net : ParameterLessModule<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task InterfacesBesideTheModuleAreLeftAlone() => Rule.VerifyAsync(
        """
        interface INamed
        {
            string Label => "net";
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>, INamed
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);
}
