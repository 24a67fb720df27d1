using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.NotExportableAnalyzer,
    QuantGen.CodeFixes.Rules.NotExportableCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NotExportableAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NotExportableTests
{
    private const string Source = """
        [Export]
        public class [|Net|] : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhy() => Rule.VerifyAsync(
        Source,
        "'Net' cannot be exported because it is not partial");

    [Fact]
    public Task ClassMustBeAModule() => Rule.VerifyAsync(
        """
        [Export]
        public partial class [|Net|]
        {
            public Tensor forward(Tensor x) => x;
        }
        """,
        "'Net' cannot be exported because it does not derive from Module");

    [Fact]
    public Task TwinThatTrainsAtFewBitsHasNoGraph() => Rule.VerifyAsync(
        Source.Replace("[Export]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq), Export]", StringComparison.Ordinal).Replace("public class", "public partial class", StringComparison.Ordinal),
        "'Net' cannot be exported because its target is LowBit, whose quantizers have no form in a graph");

    [Fact]
    public Task AssemblyDoesNotMeanTwinsThatTrainAtFewBits() => Rule.VerifyAsync(
        "[assembly: Export]\n" + Source.Replace("[Export]", "[Quantize(WeightAlgorithm = LowBitAlgorithm.Lsq)]", StringComparison.Ordinal)
            .Replace("public class [|Net|]", "public partial class Net", StringComparison.Ordinal));

    [Fact]
    public Task ClassMustHaveAForward() => Rule.VerifyAsync(
        """
        [Export]
        public abstract partial class [|Base|] : Module<Tensor, Tensor>
        {
            protected Base() : base("Base")
            {
            }
        }
        """,
        "'Base' cannot be exported because it is abstract");

    [Fact]
    public Task TypeAroundTheClassMustBePartial() => Rule.VerifyAsync(
        """
        public static class [|Models|]
        {
            [Export]
            public partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """,
        "'Net' cannot be exported because 'Models' around it is not partial");

    [Fact]
    public Task NameOfTheSymbolicForwardMustBeFree() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);

            public void [|Trace|](string text) => Console.WriteLine(text);
        }
        """,
        "'Net' cannot be exported because it has a member named Trace");

    [Fact]
    public Task WhatKeepsTheClassFromHavingATwinIsSaidOfTheTwinAlone() => Rule.VerifyAsync(
        """
        [Quantize, Export]
        public class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ClassWithoutTheAttributeMayBeAnything() => Rule.VerifyAsync(
        """
        public class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;

            public int Trace => 1;
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ClassIsMadePartial() => Fix.VerifyAsync(
        Source,
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        title: "Make 'Net' partial");
}
