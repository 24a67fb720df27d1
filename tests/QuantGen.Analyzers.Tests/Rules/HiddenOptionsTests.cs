using Xunit;
using Rule = QuantGen.Analyzers.Tests.Verification.AnalyzerVerifier<QuantGen.Analyzers.Rules.HiddenOptionsAnalyzer>;

namespace QuantGen.Analyzers.Tests.Rules;

public sealed class HiddenOptionsTests
{
    private const string Source = """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LSTM lstm;
            private readonly Linear fc = Linear(8, 2);

            public Net(bool batchFirst) : base("Net")
            {
                lstm = LSTM(4, 8, batchFirst: [|batchFirst|]);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var (y, _, _) = lstm.call(x);
                return fc.call(y);
            }
        }
        """;

    [Fact]
    public Task MessageSaysWhatHappensAndWhatToDo() => Rule.VerifyAsync(
        Source,
        "'lstm', of class LSTM, does not show 'batchFirst' once it is made, and the code that makes it does not tell either, so that "
        + "no copy could be made for the twin; make it in this class, with constants or with values that fields keep");

    [Fact]
    public Task IsSilentUnderAPragmaAndInGeneratedCode() => Rule.VerifyCanBeSilencedAsync(Source);

    [Fact]
    public Task ConstantsAndDefaultsTellIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LSTM lstm;
            private readonly Linear fc = Linear(8, 2);

            public Net(int unused = 0) : base("Net")
            {
                lstm = LSTM(4, 8, batchFirst: true);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var (y, _, _) = lstm.call(x);
                return fc.call(y);
            }
        }
        """);

    [Fact]
    public Task ValueOfAFieldTellsIt() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LSTM lstm;
            private readonly bool batchFirst;
            private readonly Linear fc = Linear(8, 2);

            public Net(bool batchFirst) : base("Net")
            {
                this.batchFirst = batchFirst;
                lstm = LSTM(4, 8, batchFirst: batchFirst);
                RegisterComponents();
            }

            public override Tensor forward(Tensor x)
            {
                var (y, _, _) = lstm.call(x);
                return fc.call(y);
            }
        }
        """);

    [Fact]
    public Task LayerMadeElsewhereTellsNothing() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly Embedding [|words|];
            private readonly Embedding marks = [|Words.Make()|];

            public Net() : base("Net")
            {
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => words!.call(x) + marks.call(x);
        }

        static class Words
        {
            public static Embedding Make() => Embedding(8, 8);
        }
        """);

    [Fact]
    public Task TwoCreationsThatDifferAreReportedAtTheSecond() => Rule.VerifyAsync(
        """
        [Quantize]
        partial class Net : Module<Tensor, Tensor>
        {
            private readonly LSTM lstm;

            public Net(bool batchFirst) : base("Net")
            {
                lstm = batchFirst ? LSTM(4, 8, batchFirst: true) : [|LSTM(4, 8)|];
                RegisterComponents();
            }

            public override Tensor forward(Tensor x) => lstm.call(x, null).Item1;
        }
        """);
}
