using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG2006: one layer instance that the class puts into two containers, or into a container and a field.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SharedInstanceAnalyzer() : LayerRuleAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.SharedInstance,
        "One layer is in two containers",
        "'{0}' is put into a second container: one instance then has two names in state_dict(), a range attached to it has to serve "
        + "both places, and no BatchNorm can be merged into it; make a layer for each place",
        RuleCategories.RangeEstimation,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "A layer that two containers hold runs at two places, on tensors whose ranges differ. Make one for each.",
        HelpLinks.Base + DiagnosticIds.SharedInstance + HelpLinks.Extension);

    private static readonly HashSet<string> _containers = new(["Sequential", "ModuleList", "ModuleDict"], StringComparer.Ordinal);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        var members = model.Parts.SelectMany(static part => part.Members).Where(static member =>
            member is ConstructorDeclarationSyntax or FieldDeclarationSyntax or PropertyDeclarationSyntax);
        var places = members.SelectMany(static member => member.DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(static name => TakesOver(name))
            .Select(name => (Name: name, Symbol: model.SymbolAt(name)))
            .Where(static place => place.Symbol is IFieldSymbol or ILocalSymbol && IsLayer(place.Symbol))
            .GroupBy(static place => place.Symbol!, static place => place.Name, SymbolEqualityComparer.Default);

        foreach (var layer in places)
        {
            // A field is itself a place: RegisterComponents() registers what it holds.
            List<SyntaxNode> taken = layer.Key is IFieldSymbol { IsStatic: false } field && field.IsBeside(model.Type)
                ? [.. field.DeclaringSyntaxReferences.Select(static reference => reference.GetSyntax())]
                : [];
            foreach (var name in layer)
            {
                if (taken.Any(other => !Alternatives.AreExclusive(other, name)))
                    report(Diagnostic.Create(Rule, name.GetLocation(), name.Identifier.ValueText));
                taken.Add(name);
            }
        }
    }

    // Handed to a container as an element, or a local that a field takes over.
    private static bool TakesOver(IdentifierNameSyntax name)
    {
        SyntaxNode element = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        return element.Parent switch
        {
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment => assignment.Right == element,
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: { } call } } => IsContainer(call),
            ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: { } call } } } => IsContainer(call),
            _ => false,
        };
    }

    private static bool IsContainer(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax invocation =>
            ModelView.NameOf(invocation) is { } name && (_containers.Contains(name) || name == "append"),
        ObjectCreationExpressionSyntax { Type: SimpleNameSyntax type } => _containers.Contains(type.Identifier.ValueText),
        _ => false,
    };

    private static bool IsLayer(ISymbol? symbol)
    {
        var type = symbol is IFieldSymbol field ? field.Type : (symbol as ILocalSymbol)?.Type;
        return TorchTypes.IsModule(type) && !_containers.Contains(type!.Name);
    }
}
