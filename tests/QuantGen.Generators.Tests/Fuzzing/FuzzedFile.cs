using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>A random file after generator and rules saw it.</summary>
internal sealed class FuzzedFile
{
    private readonly ILookup<SyntaxTree?, Diagnostic> _diagnostics;
    private readonly List<Diagnostic> _own;
    private readonly List<(INamedTypeSymbol Type, SyntaxTree? Twin, bool HasError)> _classes;

    /// <summary>Looks at a file.</summary>
    /// <param name="tree">The file.</param>
    /// <param name="output">The compilation with the twins.</param>
    /// <param name="diagnostics">What compiler and rules say of each file.</param>
    public FuzzedFile(SyntaxTree tree, Compilation output, ILookup<SyntaxTree?, Diagnostic> diagnostics)
    {
        _diagnostics = diagnostics;
        _own = [.. diagnostics[tree]];
        var model = output.GetSemanticModel(tree);
        var declarations = tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>().ToList();
        var annotated = declarations.Where(IsAnnotated).Select(declaration => model.GetDeclaredSymbol(declaration)!).ToList();
        var wrong = _own.Where(IsRuleError).SelectMany(error => Blamed(error, annotated, model)).ToHashSet<ISymbol>(SymbolEqualityComparer.Default);
        _classes = [.. annotated.Select(type => (type, TwinOf(type), wrong.Contains(type)))];
    }

    /// <summary>How many classes it has.</summary>
    public FuzzCount Count => new(_classes.Count, _classes.Count(static type => type.Twin is not null));

    /// <summary>What is wrong.</summary>
    public IEnumerable<(FuzzFaultKind Kind, string Detail)> Faults()
    {
        // A twin declares nothing in the model's file, so what is an error there was one before.
        if (_own.FirstOrDefault(static fault => fault.Severity == DiagnosticSeverity.Error && !IsRuleError(fault)) is { } invalid)
            return [(FuzzFaultKind.InvalidModel, invalid.ToString())];

        return _classes.SelectMany(type => Faults(type.Type, type.Twin, type.HasError));
    }

    private IEnumerable<(FuzzFaultKind Kind, string Detail)> Faults(INamedTypeSymbol type, SyntaxTree? twin, bool hasError)
    {
        if (twin is null)
            return hasError ? [] : [(FuzzFaultKind.Neither, type.Name)];
        if (hasError)
            return [(FuzzFaultKind.Both, $"{type.Name}: {_own.First(IsRuleError)}")];

        // A class may use another one of the file, which has an error and no twin.
        return _classes.Exists(static other => other.HasError) ? [] : TwinFaults(type, twin);
    }

    private IEnumerable<(FuzzFaultKind Kind, string Detail)> TwinFaults(INamedTypeSymbol type, SyntaxTree twin)
    {
        var known = _own.Select(static warning => Family(warning.Id)).ToHashSet(StringComparer.Ordinal);
        return _diagnostics[twin]
            .Where(fault => fault.Severity >= DiagnosticSeverity.Warning && (fault.Severity == DiagnosticSeverity.Error || !known.Contains(Family(fault.Id))))
            .Take(1)
            .Select(fault => (FuzzFaultKind.BadTwin, $"{type.Name}: {fault} in '{twin.GetText().Lines[fault.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()}'"));
    }

    // A value that may be null draws another warning as an argument than as a receiver.
    private static string Family(string id) => id.StartsWith("CS86", StringComparison.Ordinal) ? "CS86" : id;

    private static bool IsRuleError(Diagnostic fault) =>
        fault.Severity == DiagnosticSeverity.Error && fault.Id.StartsWith("QG", StringComparison.Ordinal);

    private static bool IsAnnotated(TypeDeclarationSyntax declaration) =>
        declaration.AttributeLists.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString().Contains("Quantize", StringComparison.Ordinal));

    private static SyntaxTree? TwinOf(INamedTypeSymbol type) =>
        type.GetMembers("ToQuantized").SelectMany(static method => method.DeclaringSyntaxReferences).Select(static reference => reference.SyntaxTree).FirstOrDefault();

    // An error belongs to the annotated class around it; one in a base class or in a type around, to those that it keeps from having a twin.
    private static IEnumerable<INamedTypeSymbol> Blamed(Diagnostic error, List<INamedTypeSymbol> annotated, SemanticModel model)
    {
        var around = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan).AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
            .Select(declaration => model.GetDeclaredSymbol(declaration)!).ToList();
        if (around.FirstOrDefault(type => annotated.Contains(type, SymbolEqualityComparer.Default)) is { } own)
            return [own];

        return annotated.Where(type => around.Exists(other => IsBaseOf(other, type) || SymbolEqualityComparer.Default.Equals(type.ContainingType, other)));
    }

    private static bool IsBaseOf(INamedTypeSymbol other, INamedTypeSymbol type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(parent.OriginalDefinition, other))
                return true;
        }

        return false;
    }
}
