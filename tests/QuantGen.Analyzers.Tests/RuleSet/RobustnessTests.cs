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

    public static TheoryData<int> Starts => [.. Enumerable.Range(0, 8)];

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task NothingThrowsOnCodeThatBreaksOffAnywhere(int start)
    {
        for (var length = start * 5; length <= Source.Length; length += 40)
            await RunEverythingAsync(Source[..length]);
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task NothingThrowsOnCodeWithAHoleAnywhere(int start)
    {
        for (var hole = start * 5; hole + 12 <= Source.Length; hole += 40)
            await RunEverythingAsync(Source.Remove(hole, 12));
    }

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
