using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.TensorHandedOutAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class TensorHandedOutTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|Ops.Swish|](fc.call(x));
        }

        public static class Ops
        {
            public static Tensor Swish(Tensor x) => x * x.sigmoid();
        }
        """;

    [Fact]
    public Task MessageNamesTheFunction() => Rule.VerifyAsync(
        Source,
        "A tensor of forward is handed to 'Ops.Swish', which cannot take a value of a graph for it; move that code into the class, or into a layer that implements ITraceable");

    [Fact]
    public Task ConstructorsAndObjectsTakeTensorsToo() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var pair = new [|Pair|](x, fc.call(x));
                Console.WriteLine([|x|]);
                return pair.First;
            }
        }

        public sealed record Pair(Tensor First, Tensor Second);
        """,
        "A tensor of forward is handed to 'Pair', which cannot take a value of a graph for it; move that code into the class, or into a layer that implements ITraceable",
        "A tensor of forward is handed to a place of type 'object', which cannot take a value of a graph for it; move that code into the class, or into a layer that implements ITraceable");

    [Fact]
    public Task ExtensionsOfTheUsersAreFunctionsOutside() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|fc.call(x).Twice|]();
        }

        public static class Extensions
        {
            public static Tensor Twice(this Tensor x) => x + x;
        }
        """,
        "A tensor of forward is handed to 'fc.call(x).Twice', which cannot take a value of a graph for it; move that code into the class, or into a layer that implements ITraceable");

    [Fact]
    public Task MethodsOfTheClassAreCopied() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => Swish(fc.call(x));

            private static Tensor Swish(Tensor x) => x * x.sigmoid();
        }
        """);

    [Fact]
    public Task ListsAndQueriesKnowNothingOfTensors() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var parts = new List<Tensor> { x };
                parts.Add(fc.call(x));
                return torch.cat(parts.Select(part => part.relu()).ToArray(), 1);
            }
        }
        """);

    [Fact]
    public Task TensorsThatDependOnNoInputMayBeHandedOut() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x) * Ops.Swish(fc.weight).sum();
        }

        public static class Ops
        {
            public static Tensor Swish(Tensor x) => x * x.sigmoid();
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);
}
