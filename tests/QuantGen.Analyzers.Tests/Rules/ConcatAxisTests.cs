using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ConcatAxisAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ConcatAxisTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);
            private readonly Conv2d conv2 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var y = torch.[|cat|]([conv1.call(x), conv2.call(x)]);
                return torch.cat([y, y], dim: [|0|]);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'cat' joins tensors on axis 0, the batch, and PowerOfTwo hardware joins channels, height or width only; pass the axis, 1 for "
        + "channels",
        "'cat' joins tensors on axis 0, the batch, and PowerOfTwo hardware joins channels, height or width only; pass the axis, 1 for "
        + "channels");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ChannelsAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => torch.cat([torch.cat([conv1.call(x), x], 1), x], dim: -3);
        }
        """);

    [Fact]
    public Task OtherTargetsTakeIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Conv2d conv1 = Conv2d(3, 8, 3);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => torch.cat([conv1.call(x), x]);
        }
        """);
}
