using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.NoGraphFormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class NoGraphFormTests
{
    private const string Source = """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x).[|nonzero|]();
        }
        """;

    [Fact]
    public Task MessageNamesTheMember() => Rule.VerifyAsync(
        Source,
        "'Tensor.nonzero' has no form in a graph; use operations that have one, or put it into a layer that implements ITraceable");

    [Fact]
    public Task FunctionsOfTorchAreLookedUpToo() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = fc.call(x);
                return [|torch.masked_select|](x, x > 0);
            }
        }
        """,
        "'torch.masked_select' has no form in a graph; use operations that have one, or put it into a layer that implements ITraceable");

    [Fact]
    public Task IndexThatIsATensorHasNone() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => [|fc.call(x)[x > 0]|];
        }
        """,
        "'fc.call(x)[x > 0]' has no form in a graph; use operations that have one, or put it into a layer that implements ITraceable");

    [Theory]
    [InlineData("[|gate.call|](x, 2.0)")]
    [InlineData("[|gate.call|](x)")]
    public Task OverloadThatAClassAddsHasNone(string call) => Rule.VerifyAsync(
        $$"""
        [Export]
        public partial class Gate : Module<Tensor, Tensor, Tensor>
        {
            public Gate() : base("Gate") => RegisterComponents();

            public override Tensor forward(Tensor x, Tensor y) => x * y;

            public Tensor call(Tensor x, double scale, Tensor? y = null) => base.call(x, (y ?? x) * scale);

            public new Tensor call(Tensor x, Tensor? y = null) => base.call(x, y ?? x);
        }

        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Gate gate = new();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => {{call}};
        }
        """,
        "'gate.call' with these arguments has no form in a graph; use operations that have one, or put it into a layer that implements "
        + "ITraceable");

    [Fact]
    public Task OtherMethodsOfLayersHaveNone() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly MaxPool2d pool = MaxPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var (y, _) = pool.[|forward_with_indices|](x);
                return y;
            }
        }
        """,
        "'MaxPool2d.forward_with_indices' has no form in a graph; use operations that have one, or put it into a layer that implements ITraceable");

    [Fact]
    public Task WhatDependsOnNoInputMayBeAnything() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => fc.call(x) + fc.weight.nonzero().sum();
        }
        """);

    [Fact]
    public Task OperationsOfGraphsAreFine() => Rule.VerifyAsync(
        """
        [Export]
        public partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = torch.cat([fc.call(x), x], 1);
                return functional.softmax(x.transpose(0, 1), -1);
            }
        }
        """);

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);
}
