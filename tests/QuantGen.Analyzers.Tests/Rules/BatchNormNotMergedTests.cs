using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.BatchNormNotMergedAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class BatchNormNotMergedTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(8, 8, 1);
            private readonly BatchNorm2d norm1 = BatchNorm2d(8);
            private readonly BatchNorm2d norm2 = BatchNorm2d(8);
            private readonly Linear linear = Linear(8, 8);
            private readonly BatchNorm1d norm3 = BatchNorm1d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = [|norm1|].call(x + conv1.call(x));
                x = [|norm2|].call(x);
                return [|norm3|].call(linear.call(x.mean([2, 3])));
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'norm1' is not merged into a convolution, because it follows a sum: it stays an operation of its own in float; put it "
        + "directly behind a convolution if the network allows it",
        "'norm2' is not merged into a convolution, because it follows 'norm1', a BatchNorm2d: it stays an operation of its own in "
        + "float; put it directly behind a convolution if the network allows it",
        "'norm3' is not merged into a convolution, because it follows the linear layer 'linear': it stays an operation of its own in "
        + "float; put it directly behind a convolution if the network allows it");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BatchNormBehindAConvolutionIsMerged() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);
            private readonly Sequential more = Sequential(Conv2d(8, 8, 3, bias: false), BatchNorm2d(8), Flatten(), Linear(8, 8), BatchNorm1d(8));

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => more.call(norm.call(conv.call(x)));
        }
        """);

    [Fact]
    public Task BatchNormBehindAnUnknownLayerIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> layer;
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net(Module<Tensor, Tensor> layer) : base("Net")
            {
                this.layer = layer;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => norm.call(layer.call(x));
        }
        """);

    [Fact]
    public Task LayersInHelpersBranchesAndBaseClassesAreFollowed() => Rule.VerifyAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected readonly BatchNorm2d first = BatchNorm2d(3);

            protected Base(string name) : base(name)
            {
            }

            protected Tensor Enter(Tensor x) => [|first|].call(x);
        }

        [Quantize]
        partial class Net : Base
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3, bias: false);
            private readonly Conv2d conv2 = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d norm = BatchNorm2d(8);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = Enter(x);
                if (training)
                    x = conv1.call(x);
                else
                    x = conv2.call(x);
                return Normalize(x);
            }

            private Tensor Normalize(Tensor x) => [|norm|].call(x);
        }
        """,
        "'first' is not merged into a convolution, because it follows the input 'x': it stays an operation of its own in float; put it "
        + "directly behind a convolution if the network allows it",
        "'norm' is not merged into a convolution, because it follows several convolutions: it stays an operation of its own in float; put "
        + "it directly behind a convolution if the network allows it");

    [Fact]
    public Task BatchNormThatMayBeMissingIsNotMerged() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv = Conv2d(3, 8, 3, bias: false);
            private readonly BatchNorm2d? norm;
            private readonly ReLU relu = ReLU();

            public Net(bool normalizes) : base("Net")
            {
                norm = normalizes ? BatchNorm2d(8) : null;
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                x = conv.call(x);
                if (norm is not null)
                    x = [|norm|].call(x);
                return relu.call(x);
            }
        }
        """,
        "'norm' is not merged into a convolution, because 'norm' may be null: it stays an operation of its own in float; keep the two in "
        + "a Sequential, or in fields that always hold them");
}
