using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Rules;
using QuantGen.Generators.Tests.Budgets;

namespace QuantGen.Benchmarks.Generators;

/// <summary>
/// What the rules cost a class, over what the compiler does without them; and, as a control, what as many rules cost that listen to the same
/// things and do nothing.
/// </summary>
internal sealed class AnalyzerCost : IBenchmark
{
    private const double Microseconds = 1e3;
    private const int WarmUpClasses = 20;
    private const int WarmUpRounds = 60;
    private const int WaitForTheCompiler = 1000;
    private const int MostRounds = 31;
    private const int FewestRounds = 7;
    private const int ClassesOfAllRounds = 5000;

    private static readonly ImmutableArray<DiagnosticAnalyzer> _rules =
    [
        .. typeof(NotPartialAnalyzer).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static readonly ImmutableArray<DiagnosticAnalyzer> _empty = [.. _rules.Select(static rule => new EmptyRule(rule))];

    /// <inheritdoc/>
    public string Name => "analyzers";

    /// <inheritdoc/>
    public IEnumerable<Result> Run(TextWriter log, string prefix)
    {
        WarmUp();
        foreach (var classes in new[] { 1, 10, 100, 1000 })
        {
            log.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Name}: {classes} classes"));
            var rounds = Math.Clamp(ClassesOfAllRounds / classes, FewestRounds, MostRounds);
            var measured = Interleaved.Run(log, rounds, Variants(Workload.Models(classes)));
            var compiler = measured[0];
            foreach (var of in measured.Skip(1))
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"{Name}.{of.Name}.{classes}");
                yield return new Result(name, (of.Processor - compiler.Processor) * Microseconds / classes, "us a class");
                yield return new Result(name + ".memory", (of.Allocated - compiler.Allocated) / classes, "KB a class");
                yield return new Result(name + ".ratio", of.Processor / compiler.Processor, "x compiler");
            }
        }
    }

    private static void WarmUp()
    {
        var variants = Variants(Workload.Models(WarmUpClasses));
        for (var round = 0; round < WarmUpRounds; round++)
        {
            foreach (var variant in variants)
            {
                variant.Prepare!();
                variant.Run();
            }
        }

        Thread.Sleep(WaitForTheCompiler);
    }

    // Each run checks a compilation of its own, twins and all, of which nothing was bound before.
    private static Variant[] Variants(Workload workload)
    {
        Compilation compilation = null!;
        return
        [
            new Variant("compiler", () => compilation.GetDiagnostics(), Compile),
            new Variant("empty", () => Check(_empty), Compile),
            new Variant("all", () => Check(_rules), Compile),
        ];

        void Compile() => workload.NewDriver().RunGeneratorsAndUpdateCompilation(workload.Compile(), out compilation, out _);

        void Check(ImmutableArray<DiagnosticAnalyzer> analyzers) =>
            compilation.WithAnalyzers(analyzers).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
    }
}
