using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UnsupportedDeclarationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UnsupportedDeclarationTests
{
    private const string Source = """
        [Quantize]
        abstract partial class [|Net|] : Module<Tensor, Tensor>
        {
            protected Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }

        [Quantize]
        partial class [|Generic|]<T> : Module<Tensor, Tensor>
        {
            public Generic() : base("Generic") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }

        partial class Outer<T>
        {
            [Quantize]
            public partial class [|Inner|] : Module<Tensor, Tensor>
            {
                public Inner() : base("Inner") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }

        [Quantize]
        file partial class [|Local|] : Module<Tensor, Tensor>
        {
            public Local() : base("Local") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because it is abstract; annotate an ordinary class: not abstract, static, generic or local to its "
        + "file, and no record",
        "'Generic' gets no twin because it is generic; annotate an ordinary class: not abstract, static, generic or local to "
        + "its file, and no record",
        "'Inner' gets no twin because it is generic; annotate an ordinary class: not abstract, static, generic or local to its "
        + "file, and no record",
        "'Local' gets no twin because it is local to its file; annotate an ordinary class: not abstract, static, generic or "
        + "local to its file, and no record");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task NestedSealedAndInternalClassesAreLeftAlone() => Rule.VerifyAsync(
        """
        partial class Outer
        {
            [Quantize]
            internal sealed partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationIsLeftAlone() => Rule.VerifyAsync(
        """
        abstract class Net() : Module<Tensor, Tensor>("Net");
        """);
}
