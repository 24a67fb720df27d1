using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Exports;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>Gives files to the generator with every class to be exported, and checks that each got a symbolic forward that compiles or has a problem, and not both.</summary>
internal static class ExportFuzzRun
{
    private const string Export = "[assembly: QuantGen.Export]";

    /// <summary>Checks files in one compilation.</summary>
    /// <param name="files">The files and their seeds.</param>
    /// <param name="classes">How many annotated classes they hold, and how many of these have a symbolic forward.</param>
    /// <returns>What is wrong; nothing if all is well.</returns>
    public static IReadOnlyList<FuzzFault> Check(IReadOnlyList<(int Seed, string Text)> files, out FuzzCount classes)
    {
        var strict = Generation.Compile([.. files.Select(static file => file.Text), Export]);
        var input = strict.WithOptions(strict.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default));
        var driver = Generation.NewDriver(tracksSteps: false).RunGeneratorsAndUpdateCompilation(input, out var output, out _);
        classes = new FuzzCount(0, 0);
        if (driver.GetRunResult().Results[0].Exception is { } exception)
            return [new FuzzFault(files[0].Seed, FuzzFaultKind.GeneratorThrew, exception.ToString())];

        var diagnostics = output.GetDiagnostics().Where(static fault => fault.Severity >= DiagnosticSeverity.Warning).ToLookup(static fault => fault.Location.SourceTree);
        var faults = new List<FuzzFault>();
        foreach (var (tree, (seed, _)) in input.SyntaxTrees.Zip(files))
        {
            var readings = Read(tree, input).ToList();
            classes += new FuzzCount(readings.Count, readings.Count(static one => one.Export.Model is not null));
            faults.AddRange(Faults(readings, output, diagnostics, tree).Select(fault => new FuzzFault(seed, fault.Kind, fault.Detail)));
        }

        return faults;
    }

    private static IEnumerable<(INamedTypeSymbol Type, ExportReading Export, ClassReading? Twin)> Read(SyntaxTree tree, CSharpCompilation input)
    {
        var model = input.GetSemanticModel(tree);
        foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
        {
            if (model.GetDeclaredSymbol(declaration) is { } type && ExportReader.Read(type, input, CancellationToken.None) is { } export)
                yield return (type, export, ClassReader.Read(type, file => input.GetSemanticModel(file), CancellationToken.None));
        }
    }

    private static IEnumerable<(FuzzFaultKind Kind, string Detail)> Faults(
        List<(INamedTypeSymbol Type, ExportReading Export, ClassReading? Twin)> readings, Compilation output, ILookup<SyntaxTree?, Diagnostic> diagnostics, SyntaxTree tree)
    {
        if (diagnostics[tree].FirstOrDefault(static fault => fault.Severity == DiagnosticSeverity.Error) is { } invalid)
            return [(FuzzFaultKind.InvalidModel, invalid.ToString())];

        var known = diagnostics[tree].Select(static warning => Family(warning.Id)).ToHashSet(StringComparer.Ordinal);
        var areAllFine = readings.TrueForAll(static one => one.Export.Problems.IsEmpty && one.Twin?.Problems.IsEmpty is not false);
        return readings.SelectMany(one =>
        {
            var traces = TracesOf(one.Type, output).ToList();
            var isFine = one.Export.Problems.IsEmpty;
            if (isFine && one.Export.Model is null && one.Twin?.Problems.IsEmpty is not false)
                return [(FuzzFaultKind.Neither, one.Type.Name)];
            if (isFine && one.Export.Model is not null && traces.Count != (one.Twin?.Problems.IsEmpty is true ? 2 : 1))
                return [(FuzzFaultKind.Neither, $"{one.Type.Name}: {traces.Count} files")];
            if (!isFine && traces.Count > 0)
                return [(FuzzFaultKind.Both, $"{one.Type.Name}: {one.Export.Problems[0]}")];
            return areAllFine
                ? traces.SelectMany(trace => diagnostics[trace]).Where(fault => fault.Severity == DiagnosticSeverity.Error || !known.Contains(Family(fault.Id))).Take(1)
                    .Select(fault => (FuzzFaultKind.BadTwin, $"{one.Type.Name}: {fault} in '{fault.Location.SourceTree!.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}'"))
                : (IEnumerable<(FuzzFaultKind, string)>)[];
        });
    }

    private static IEnumerable<SyntaxTree> TracesOf(INamedTypeSymbol type, Compilation output)
    {
        var own = output.GetSymbolsWithName(type.Name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Where(other => other.ToDisplayString() == type.ToDisplayString());
        var twin = output.GetSymbolsWithName("Quant" + type.Name, SymbolFilter.Type).OfType<INamedTypeSymbol>().Where(other => other.Arity == type.Arity && SameHome(other, type));
        return own.Concat(twin).SelectMany(static one => one.GetMembers("Trace")).SelectMany(static member => member.DeclaringSyntaxReferences).Select(static place => place.SyntaxTree).Distinct();
    }

    private static bool SameHome(INamedTypeSymbol other, INamedTypeSymbol type) =>
        other.ContainingNamespace.ToDisplayString() == type.ContainingNamespace.ToDisplayString() && other.ContainingType?.ToDisplayString() == type.ContainingType?.ToDisplayString();

    private static string Family(string id) => id.StartsWith("CS86", StringComparison.Ordinal) ? "CS86" : id;
}
