using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.LayerUseAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class LayerUseTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => conv.call(x) * [|conv.weight|].size(0);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'conv' is a layer, and 'conv.weight' does more than call it: the layer is of another class in the twin; in forward "
        + "call layers or test them for null, and nothing else");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task CallsAndTestsForNullAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear? fc = null;
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(Linear(2, 2));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var block in blocks)
                    x = block.call(x);
                if (fc is { } layer)
                    x = layer.call(x);
                return fc == null ? x : fc.forward(x);
            }
        }
        """);

    [Fact]
    public Task UsesOutsideForwardAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public Tensor Weight => conv.weight!;

            public override Tensor forward(Tensor x) => conv.call(x);
        }
        """);
}
