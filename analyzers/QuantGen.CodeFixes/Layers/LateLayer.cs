using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Brings a layer and <c>RegisterComponents()</c> into order when the constructor makes the layer after the call.</summary>
internal static class LateLayer
{
    /// <summary>
    /// The fix: the call moves behind the last layer; or, where something in between needs the components registered, as
    /// <c>this.to(device)</c> does, the layer moves up. Null where neither is plain to see.
    /// </summary>
    /// <param name="target">What the layer is assigned to.</param>
    /// <param name="parts">The parts of the class.</param>
    /// <param name="symbols">The types to look for.</param>
    public static PlannedFix? Plan(SyntaxNode target, ImmutableArray<ClassPart> parts, TorchSymbols symbols)
    {
        var around = target.FirstAncestorOrSelf<ConstructorDeclarationSyntax>();
        var constructor = ModelConstructor.Of(parts).FirstOrDefault(candidate => candidate.Syntax == around);
        if (constructor?.Registration(symbols) is not { } registration
            || constructor.LastCreation(symbols) is not { } last
            || last.SpanStart < registration.SpanStart)
        {
            return null;
        }

        var statements = constructor.Syntax.Body!.Statements;
        ImmutableArray<StatementSyntax> between = [.. statements.SkipWhile(statement => statement != registration).Skip(1)];
        var (document, text, model) = (constructor.Part.Document, constructor.Part.Text, constructor.Part.Model);
        if (!between.TakeWhile(statement => statement.SpanStart <= last.SpanStart).Any(statement => UsesWholeObject(statement, model)))
        {
            // The same for every late layer of the constructor, hence made once.
            return new PlannedFix(
                "Call RegisterComponents() after the last layer",
                "QG2003.Later",
                [
                    Lines.Removal(document, text, registration) with { IsShared = true },
                    Lines.After(document, text, last, registration.ToString()) with { IsShared = true },
                ]);
        }

        var statement = target.FirstAncestorOrSelf<ExpressionStatementSyntax>();
        if (statement is null || !between.Contains(statement) || DependsOn(statement, between, model))
            return null;

        return new PlannedFix(
            $"Assign '{FieldUses.Name((ExpressionSyntax)target)}' before RegisterComponents()",
            "QG2003.Earlier",
            [Lines.Removal(document, text, statement), Lines.Before(document, text, registration, statement.ToString())]);
    }

    // A call on this object, or one that is handed this object, may look at the components.
    private static bool UsesWholeObject(StatementSyntax statement, SemanticModel model)
    {
        return statement.DescendantNodes().Any(node => node switch
        {
            ThisExpressionSyntax { Parent: MemberAccessExpressionSyntax access } => Symbol(access) is not (IFieldSymbol or IPropertySymbol),
            ThisExpressionSyntax or BaseExpressionSyntax => true,
            InvocationExpressionSyntax { Expression: SimpleNameSyntax } call => Symbol(call) is IMethodSymbol { IsStatic: false },
            _ => false,
        });

        ISymbol? Symbol(SyntaxNode node) => model.GetSymbolInfo(node).Symbol;
    }

    // What is declared or assigned between the call and the statement is not there yet in front of the call.
    private static bool DependsOn(ExpressionStatementSyntax statement, ImmutableArray<StatementSyntax> between, SemanticModel model)
    {
        var made = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var node in between.TakeWhile(other => other != statement).SelectMany(static other => other.DescendantNodes()))
        {
            var symbol = node switch
            {
                VariableDeclaratorSyntax or SingleVariableDesignationSyntax => model.GetDeclaredSymbol(node),
                AssignmentExpressionSyntax assignment => model.GetSymbolInfo(assignment.Left).Symbol,
                _ => null,
            };
            if (symbol is not null)
                made.Add(symbol);
        }

        return statement.DescendantNodes().OfType<SimpleNameSyntax>()
            .Any(name => model.GetSymbolInfo(name).Symbol is { } symbol && made.Contains(symbol));
    }
}
