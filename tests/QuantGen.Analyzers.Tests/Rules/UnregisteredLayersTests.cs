using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.UnregisteredLayersAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class UnregisteredLayersTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Module<Tensor, Tensor>> blocks = [Linear(8, 8), ReLU()];
            private readonly Linear[] heads = [Linear(8, 8)];

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var block in [|blocks|])
                    x = block.call(x);
                return [|heads|][0].call(x);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'blocks' keeps layers in 'List<Module<Tensor, Tensor>>', which RegisterComponents() does not look into: they are not "
        + "trained or saved, and the twin cannot take them over; use a ModuleList or a Sequential",
        "'heads' keeps layers in 'Linear[]', which RegisterComponents() does not look into: they are not trained or saved, and "
        + "the twin cannot take them over; use a ModuleList or a Sequential");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ModuleListsAndSequentialsAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(Linear(8, 8), ReLU());
            private readonly Sequential head = Sequential(Linear(8, 8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var block in blocks)
                    x = block.call(x);
                return head.call(x);
            }
        }
        """);

    [Fact]
    public Task ListsThatForwardDoesNotUseAndListsOfOtherThingsAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Module> made = [];
            private readonly List<long> sizes = [1, 2];

            public Net() : base("Net")
            {
                made.Add(this);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x.reshape(sizes[0], -1);
        }
        """);
}
