using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.ResizeFormAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class ResizeFormTests
{
    private const string Source = """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Upsample up1 = Upsample(scale_factor: [|[3.0, 3.0]|]);
            private readonly Upsample up2 = Upsample(scale_factor: [2.0], mode: [|UpsampleMode.Bicubic|]);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = up2.call(up1.call(x));
                x = functional.interpolate(x, size: [|[64, 64]|]);
                x = functional.interpolate(x, scale_factor: [|[2.0, 4.0]|]);
                return functional.interpolate(x, scale_factor: [2.0, 2.0], mode: InterpolationMode.Bilinear, align_corners: [|true|]);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'Upsample' resizes by a factor that is not 1, 2, 4, 8..., which PowerOfTwo hardware does not do; use a power of two",
        "'Upsample' resizes by Bicubic, which PowerOfTwo hardware does not do; use Nearest or Bilinear",
        "'interpolate' resizes to a size, whose factor depends on the image, which PowerOfTwo hardware does not do; pass "
        + "'scale_factor'",
        "'interpolate' resizes height and width by different factors, which PowerOfTwo hardware does not do; use one factor for both",
        "'interpolate' aligns the corners, so that its factor is no power of two, which PowerOfTwo hardware does not do; leave "
        + "'align_corners' at false");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task PowersOfTwoAreFine() => Rule.VerifyAsync(
        """
        [Quantize(Target = QuantizationTarget.PowerOfTwo)]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Upsample up = Upsample(scale_factor: [2.0, 2.0], mode: UpsampleMode.Bilinear, align_corners: false);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => functional.interpolate(up.call(x), scale_factor: [4.0, 4.0]);
        }
        """);

    [Fact]
    public Task OtherTargetsTakeThem() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Upsample up = Upsample(scale_factor: [3.0, 3.0], mode: UpsampleMode.Bicubic);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => up.call(x);
        }
        """);
}
