using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.RegistersByNameAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class RegistersByNameTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net")
            {
                [|register_module("classifier", fc)|];
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """;

    [Fact]
    public Task MessageSaysWhyAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'register_module' registers a component under a name of its own, under which the twin does not have it, so float weights "
        + "would not load; name the field so, or put [ComponentName] on it, and call RegisterComponents()");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task RegistrationUnderTheFieldsNameIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net")
            {
                register_module("fc", fc);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Theory]
    [InlineData("register_buffer(nameof(mean), mean, false)")]
    [InlineData("register_buffer(\"mean\", this.mean, persistent: true)")]
    public Task BufferMayBeLeftOutOfCheckpoints(string registration) => Rule.VerifyAsync(
        $$"""
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Tensor mean = zeros(8);

            public Net() : base("Net")
            {
                {{registration}};
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => x - mean;
        }
        """);

    [Fact]
    public Task ClassWithoutAnnotationMayRegisterAnything() => Rule.VerifyAsync(
        """
        class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);

            public Net() : base("Net")
            {
                register_module("classifier", fc);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => fc.call(x);
        }
        """);

    [Fact]
    public Task LayersOfAPlainCollectionAreTheMatterOfAnotherRule() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly List<Linear> heads = [Linear(8, 8)];

            public Net() : base("Net")
            {
                register_module("head0", heads[0]);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => heads[0].call(x);
        }
        """);

    [Theory]
    [InlineData("add_module(\"classifier\", fc)")]
    [InlineData("register_parameter(\"gain\", scale)")]
    [InlineData("register_buffer(\"offset\", mean)")]
    [InlineData("this.register_buffer(\"mean\", ones(8))")]
    [InlineData("register_buffer(\"mean\", mean, persistent: training)")]
    public Task EveryRegistrationIsReportedWhole(string registration) => Rule.VerifyAsync(
        $$"""
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly Parameter scale = new(ones(8));
            private readonly Tensor mean = zeros(8);

            public Net() : base("Net")
            {
                [|{{registration}}|];
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => fc.call(x - mean) * scale;
        }
        """);
}
