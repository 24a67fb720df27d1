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
    public Task LayerNamedByAKeywordThatAPropertyHandsToTwoPlaces() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d @class = Conv2d(4, 4, 1);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Head.call(Head.call(x));

            private Module<Tensor, Tensor> Head => [|@class|];
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

    [Fact]
    public Task LayerThatIsHandedOnIsNamedSo() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Gate : Module<Tensor, Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Gate() : base("Gate") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => fc.call(x) * y;
        }

        static class Gates
        {
            public static Tensor Close(Gate gate, Tensor x) => gate.call(x, x);
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Gate gate = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Gates.Close([|gate|], Gates.Close([|this.gate|], x));
        }
        """,
        "'gate' is a layer, and 'gate' hands it on without calling it: the layer is of another class in the twin; call it here and hand "
        + "on its result",
        "'gate' is a layer, and 'this.gate' hands it on without calling it: the layer is of another class in the twin; call it here and "
        + "hand on its result");

    [Fact]
    public Task LayerThatForwardReplacesIsReportedAtTheField() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                [|fc|] = Linear(8, 8);
                return fc.call(x);
            }
        }
        """,
        "'fc' is a layer, and 'fc = Linear(8, 8)' puts another one into the field: the layer is of another class in the twin; make it "
        + "in the constructor");

    [Fact]
    public Task LayerMadeOnFirstUseIsReportedOnce() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private Linear? fc;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                [|fc|] ??= Linear(
                    x.shape[1], 8);
                return fc.call(x);
            }
        }
        """,
        "'fc' is a layer, and 'fc ??= Linear( x.shape[1], 8)' puts another one into the field: the layer is of another class in the twin; "
        + "make it in the constructor");

    [Fact]
    public Task LayerInAVariableMayHaveNoOtherPlace() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc1 = Linear(8, 8);
            private readonly Linear fc2 = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var layer = [|training ? fc1 : fc2|];
                return fc1.call(layer.call(x));
            }
        }
        """,
        "'fc1' is a layer, and 'training ? fc1 : fc2' lets it go by another name: the layer is of another class in the twin; call it by "
        + "its own");

    [Fact]
    public Task LayerThatIsCastToItsClassIsNamedSo() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Gate : Module<Tensor, Tensor, Tensor>
        {
            public Gate() : base("Gate") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => x * y;
        }

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Gate gate = new();
            private readonly ModuleList<Module<Tensor, Tensor, Tensor>> gates = new(new Gate());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var layer in gates)
                    x = ((Gate)layer).call(x, x);
                return ([|(Gate)gate|]).call(x, x);
            }
        }
        """,
        "'gate' is a layer, and '(Gate)gate' casts it: the layer is of another class in the twin; declare it, or the list it is in, by that class");

    [Fact]
    public Task ParametersOfAListAreLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ParameterList scales = new(new Parameter(ones(8)));
            private readonly ParameterDict shifts = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                foreach (var scale in scales)
                    x = x * scale;
                return x * scales[0] + shifts["first"];
            }
        }
        """);

    [Theory]
    [InlineData("foreach (var layer in [|fc.modules()|]) x = fc.call(x);")]
    [InlineData("x = fc.call(x) * [|fc.GetHashCode()|];")]
    [InlineData("if ([|fc|] is Linear) x = fc.call(x);")]
    [InlineData("Module[] all = [[|fc|]];")]
    [InlineData("[|list.Insert(0, [|(Linear)fc|])|];")]
    [InlineData("[|list.Clear()|];")]
    [InlineData("var (a, b) = (1, [|fc|]);")]
    [InlineData("kept = [|fc|];")]
    public Task EveryOtherUseIsReportedAtItsExpression(string statement) => Rule.VerifyAsync(
        $$"""
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> fc = Linear(8, 8);
            private readonly ModuleList<Linear> list = new(Linear(8, 8));
            internal object? kept;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                {{statement}}
                return x;
            }
        }
        """);
}
