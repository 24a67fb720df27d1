using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Tests.Verification;
using Xunit;

namespace QuantGen.Analyzers.Tests.RuleSet;

/// <summary>While code is being written it is broken most of the time. No rule and no fix may throw on it.</summary>
public sealed class RobustnessTests
{
    private const string Source = """
        using F = TorchSharp.torch.nn.functional;

        partial class Outer
        {
            [Quantize(PerChannel, QuantizePools = true)]
            class Net : Module<Tensor, Tensor>
            {
                private static readonly Linear shared = Linear(2, 2);
                private readonly Module<Tensor, Tensor> conv = Conv2d(3, 8, 3), bn = BatchNorm2d(8);
                private readonly ReLU? relu;
                private readonly List<Linear> heads = [Linear(8, 8)];

                public Net(bool deep = true) : base("Net")
                {
                    RegisterComponents();
                    relu = ReLU(inplace: deep);
                    register_module("name", conv);
                }

                public override Tensor forward(Tensor x)
                {
                    var y = relu!.call(bn.call(conv.call(x)));
                    for (var i = 0; i < 3; i++)
                        y = relu.call(Helper(y).relu_()).flatten(1);
                    Func<Tensor, Tensor> head = z => heads[0].call(z);
                    y = y is { } some && deep ? F.dropout(some, training: true) : F.adaptive_avg_pool2d(y, (1, 1));
                    return relu?.call(head(y + x)) ?? shared.call(this.Helper(y));
                }

                private Tensor Helper(Tensor x) => functional.relu6(relu!.call(x));
            }
        }
        """;

    private const string ForTheTarget = """
        [Quantize(Granularity.PerTensor, Target = QuantizationTarget.PowerOfTwo, FoldBatchNorm = false, WeightBits = 4)]
        partial class Net : Module<Tensor, Tensor>
        {
            [Quantize(ActivationBits = 4)] private readonly GELU gelu = GELU();
            private readonly Sequential layers = Sequential(
                ("conv", Conv2d(3, 8, (9, 3), stride: (1, 2))), ("norm", BatchNorm2d(8, track_running_stats: false)), ("relu", ReLU6(true)));
            private readonly Conv2d depthwise = Conv2d(8, 8, 3, groups: 8), expand = Conv2d(8, 8, 1);
            private readonly MaxPool2d pool = MaxPool2d(5), unused = MaxPool2d(2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x)
            {
                var identity = x;
                x = depthwise.call(layers.call(gelu.call(x.relu_())));
                var gate = expand.call(x.mean([2, 3], keepdim: true)).sigmoid();
                x = torch.cat([x * gate, functional.conv2d(x, expand.weight), pool.call(identity).add_(x)]);
                if (x.max().item<float>() > 1)
                    x = functional.interpolate(x, size: [3, 3], mode: InterpolationMode.Bicubic, align_corners: true);
                return functional.max_pool2d(x, 7, dilation: 2);
            }
        }
        """;

    public static TheoryData<int> Starts => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task NothingThrowsOnCodeThatBreaksOffAnywhere(int start)
    {
        foreach (var source in (string[])[Source, ForTheTarget])
        {
            for (var length = start * 5; length <= source.Length; length += 40)
                await RunEverythingAsync(source[..length]);
        }
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task NothingThrowsOnCodeWithAHoleAnywhere(int start)
    {
        foreach (var source in (string[])[Source, ForTheTarget])
        {
            for (var hole = start * 5; hole + 12 <= source.Length; hole += 40)
                await RunEverythingAsync(source.Remove(hole, 12));
        }
    }

    [Fact]
    public Task NothingThrowsWhereAFieldHidesOneOfTheBaseClass() => RunEverythingAsync(
        """
        abstract class Base : Module<Tensor, Tensor>
        {
            protected Dropout drop = Dropout();

            protected Base(string name) : base(name)
            {
            }

            public override Tensor forward(Tensor x) => drop.call(x);
        }

        [Quantize]
        partial class Net : Base
        {
            private readonly Dropout drop = Dropout(0.2);

            public Net() : base("Net") => RegisterComponents();

            public override Tensor forward(Tensor x) => drop.call(base.forward(x));
        }
        """);

    private static async Task RunEverythingAsync(string source)
    {
        var project = TestWorkspace.Create(source);
        var compilation = (await project.GetCompilationAsync())!;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            onAnalyzerException: (exception, analyzer, _) => Assert.Fail($"{analyzer} on\n{source}\n{exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        foreach (var diagnostic in await compilation.WithAnalyzers(Rules.Analyzers, options).GetAnalyzerDiagnosticsAsync())
        {
            var document = project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
            foreach (var fix in Rules.CodeFixes.Where(fix => fix.FixableDiagnosticIds.Contains(diagnostic.Id, StringComparer.Ordinal)))
            {
                var actions = new List<CodeAction>();
                var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default);
                await fix.RegisterCodeFixesAsync(context);
                foreach (var action in actions)
                    await action.GetOperationsAsync(default);
            }
        }
    }
}
