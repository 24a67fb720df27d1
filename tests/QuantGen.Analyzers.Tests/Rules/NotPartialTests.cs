using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.NotPartialAnalyzer,
    QuantGen.CodeFixes.Rules.NotPartialCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NotPartialAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NotPartialTests
{
    private const string Source = """
        namespace Samples;

        // An annotated class.
        [Quantize(PerChannel)]
        public class [|Net|] : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Net' gets no twin because it is not partial, so that ToQuantized() cannot be added to it; add the modifier 'partial'");

    [Fact]
    public Task MessageNamesTheTypeAroundTheClass() => Rule.VerifyAsync(
        """
        class [|Models|]
        {
            [Quantize]
            public partial class Net : Module<Tensor, Tensor>
            {
                public Net() : base("Net") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """,
        "'Net' gets no twin because 'Models', which it is nested in, is not partial; add the modifier 'partial' to it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ClassBecomesPartial() => Fix.VerifyAsync(
        Source,
        """
        namespace Samples;

        // An annotated class.
        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """,
        title: "Make 'Net' partial",
        twin: "Samples.QuantNet");

    [Fact]
    public Task TypesAroundTheClassBecomePartialOnce() => Fix.VerifyAsync(
        """
        internal static class {|QG1001:{|QG1001:Models|}|}
        {
            internal partial class Family
            {
                [Quantize]
                sealed class [|First|] : Module<Tensor, Tensor>
                {
                    public First() : base("First") => RegisterComponents();

                    public override Tensor forward(Tensor x) => x;
                }
            }

            [Quantize]
            public partial class Second : Module<Tensor, Tensor>
            {
                public Second() : base("Second") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """,
        """
        internal static partial class Models
        {
            internal partial class Family
            {
                [Quantize]
                sealed partial class First : Module<Tensor, Tensor>
                {
                    public First() : base("First") => RegisterComponents();

                    public override Tensor forward(Tensor x) => x;
                }
            }

            [Quantize]
            public partial class Second : Module<Tensor, Tensor>
            {
                public Second() : base("Second") => RegisterComponents();

                public override Tensor forward(Tensor x) => x;
            }
        }
        """,
        twin: "Models+QuantSecond");

    [Fact]
    public Task PartialClassIsLeftAlone() => Rule.VerifyAsync(
        """
        namespace Samples;

        // An annotated class.
        [Quantize(PerChannel)]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationIsLeftAlone() => Rule.VerifyAsync(
        """
        namespace Samples;

        // An annotated class.
        public class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);
}
