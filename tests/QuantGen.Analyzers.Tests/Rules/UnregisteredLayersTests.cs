using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.UnregisteredLayersAnalyzer,
    QuantGen.CodeFixes.Rules.UnregisteredLayersCodeFix>;
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

    [Fact]
    public Task CollectionBecomesAModuleList() => Fix.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Module<Tensor, Tensor>> blocks = [Linear(8, 8), ReLU()];
            private readonly Linear[] heads;
            private readonly IList<ReLU> clips = new List<ReLU>();

            public Net() : base("Net")
            {
                heads = new[] { Linear(8, 8), Linear(8, 8) };
                clips.Add(ReLU());
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                foreach (var block in [|blocks|])
                    x = block.call(x);
                for (var i = 0; i < [|heads|].Length; i++)
                    x = heads[i].call(x);
                return [|clips|][0].call(x);
            }
        }
        """,
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ModuleList<Module<Tensor, Tensor>> blocks = new(Linear(8, 8), ReLU());
            private readonly ModuleList<Linear> heads;
            private readonly ModuleList<ReLU> clips = new();

            public Net() : base("Net")
            {
                heads = new(Linear(8, 8), Linear(8, 8));
                clips.Add(ReLU());
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                foreach (var block in blocks)
                    x = block.call(x);
                for (var i = 0; i < heads.Count; i++)
                    x = heads[i].call(x);
                return clips[0].call(x);
            }
        }
        """,
        title: "Make 'blocks' a ModuleList",
        twin: "QuantNet");

    [Fact]
    public Task CollectionThatIsUsedInItsOwnWayKeepsItsType() => Fix.VerifyNoFixAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Linear> layers = [Linear(8, 8)];

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|layers|].Find(static layer => true)!.call(x);
        }
        """);

    [Fact]
    public Task DictionaryBecomesAModuleDictByHand() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Dictionary<string, Module<Tensor, Tensor>> heads = new();

            public Net() : base("Net")
            {
                heads["policy"] = Linear(8, 8);
                heads["value"] = Linear(8, 8);
                foreach (var (name, head) in heads)
                    register_module(name, head);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => [|heads|]["policy"].call(x) + heads["value"].call(x);
        }
        """,
        "'heads' keeps layers in 'Dictionary<string, Module<Tensor, Tensor>>', which RegisterComponents() does not look into: they "
        + "are not trained or saved, and the twin cannot take them over; use a ModuleDict");

    [Fact]
    public Task StaticCollectionsAreReportedToo() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private static readonly Linear[] heads = [Linear(8, 8)];

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|heads|][0].call(x);
        }
        """);
}
