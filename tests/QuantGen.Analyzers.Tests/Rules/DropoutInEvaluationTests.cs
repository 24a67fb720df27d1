using Xunit;
using Fix = QuantGen.Analyzers.Tests.Verification.CodeFixVerifier<
    QuantGen.Analyzers.Rules.DropoutInEvaluationAnalyzer,
    QuantGen.CodeFixes.Rules.DropoutInEvaluationCodeFix>;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.DropoutInEvaluationAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class DropoutInEvaluationTests
{
    private const string Source = """
        using static TorchSharp.torch.nn.functional;

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private bool drops = true;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = [|functional.dropout|](fc.call(x));
                x = [|dropout|](x, 0.2, true);
                return [|nn.functional.dropout|](x, training: drops);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhyItStaysOn() => Rule.VerifyAsync(
        Source,
        Message("'training' is true by default"),
        Message("'training' is always true"),
        Message("eval() does not change 'drops'"));

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task BecomesADropoutLayer() => Fix.VerifyAsync(
        Source,
        """
        using static TorchSharp.torch.nn.functional;

        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(8, 8);
            private readonly Dropout dropout = Dropout();
            private readonly Dropout dropout2 = Dropout(0.2);
            private readonly Dropout dropout3 = Dropout();
            private bool drops = true;

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = dropout.call(fc.call(x));
                x = dropout2.call(x);
                return dropout3.call(x);
            }
        }
        """,
        title: "Make it a field 'dropout' of type Dropout",
        twin: "QuantNet");

    [Fact]
    public Task DropoutThatFollowsTheModuleOrIsOffIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Dropout dropout = Dropout();

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                x = functional.dropout(dropout.call(x), training: training);
                x = functional.dropout(x, 0.1, this.training);
                return functional.dropout(x, training: false);
            }
        }
        """);

    [Fact]
    public Task DropoutOutsideForwardIsLeftAlone() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => x;

            public Tensor Noisy(Tensor x) => functional.dropout(x);
        }
        """);

    private static string Message(string reason) =>
        $"'functional.dropout' drops values in evaluation too, because {reason}: calibration would measure ranges of tensors that were "
        + "thinned out and scaled up at random; make it a Dropout layer, or pass 'training: training'";
}
