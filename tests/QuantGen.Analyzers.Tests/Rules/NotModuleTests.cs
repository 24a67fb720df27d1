using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NotModuleAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NotModuleTests
{
    private const string Source = """
        [Quantize]
        partial class [|Settings|]
        {
            public int Size { get; set; }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Settings' gets no twin because it is not a model: [Quantize] is for classes that derive from torch.nn.Module<...>; "
        + "derive it from Module<Tensor, Tensor>, or remove the attribute");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ModelIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;
        }
        """);

    [Fact]
    public Task ModelThatIsOnlyIndirectlyAModuleIsAnotherRulesConcern() => Rule.VerifyAsync(
        """
        abstract class Base() : Module<Tensor, Tensor>("Base");

        [Quantize]
        partial class Net : Base
        {
            public override Tensor forward(Tensor x) => x;
        }
        """);
}
