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
        file partial class [|Local|] : Module<Tensor, Tensor>
        {
            public Local() : base("Local") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because it is abstract; put [Quantize] on an ordinary class, as those that derive from an abstract one: not "
        + "static, not local to its file, and no record",
        "'Local' gets no twin because it is local to its file; put [Quantize] on an ordinary class, as those that derive from an abstract "
        + "one: not static, not local to its file, and no record");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task NestedSealedInternalAndGenericClassesAreLeftAlone() => Rule.VerifyAsync(
        """
        partial class Outer<T>
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

    [Fact]
    public Task StaticClassesAndRecordsAreNamedSo() => Rule.VerifyAsync(
        """
        [Quantize]
        static partial class [|Functions|]
        {
        }

        [Quantize]
        partial record class [|Options|];
        """,
        "'Functions' gets no twin because it is static; put [Quantize] on an ordinary class, as those that derive from an abstract one: "
        + "not static, not local to its file, and no record",
        "'Options' gets no twin because it is a record; put [Quantize] on an ordinary class, as those that derive from an abstract one: "
        + "not static, not local to its file, and no record");
}
