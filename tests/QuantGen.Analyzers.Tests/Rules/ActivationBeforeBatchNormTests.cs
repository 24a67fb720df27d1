using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ActivationBeforeBatchNormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ActivationBeforeBatchNormTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly Sequential layers = Sequential(Conv2d(8, 8, 3), ReLU(), [|BatchNorm2d|](8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call([|norm|].call(conv.call(x).relu()));
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'layers.2' follows the activation 'layers.1': it cannot be merged into 'layers.0', and stays an operation of its own in "
        + "float; put the activation behind the BatchNorm",
        "'norm' follows the activation 'relu': it cannot be merged into 'conv', and stays an operation of its own in float; put the "
        + "activation behind the BatchNorm");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ActivationBehindTheBatchNormIsFine() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Sequential layers = Sequential(Conv2d(3, 8, 3), BatchNorm2d(8), ReLU());

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => layers.call(x);
        }
        """);

    [Fact]
    public Task ActivationOfASumIsAnotherMatter() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly ReLU relu = ReLU();
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => norm.call(relu.call(x + x));
        }
        """);
}
