using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers.Forward;

namespace QuantGen.CodeFixes.Layers;

/// <summary>A constructor that makes the layers of a model; one that leaves them to another constructor of the class is none.</summary>
/// <param name="Part">The part of the class that it lies in.</param>
/// <param name="Syntax">The constructor.</param>
internal sealed record ModelConstructor(ClassPart Part, ConstructorDeclarationSyntax Syntax)
{
    /// <summary>The constructors of a class.</summary>
    public static IEnumerable<ModelConstructor> Of(IEnumerable<ClassPart> parts) =>
        from part in parts
        from constructor in part.Syntax.Members.OfType<ConstructorDeclarationSyntax>()
        where !constructor.Modifiers.Any(SyntaxKind.StaticKeyword) && !constructor.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer)
        select new ModelConstructor(part, constructor);

    /// <summary>The statement of the constructor's body that calls <c>RegisterComponents()</c>, or null.</summary>
    public StatementSyntax? Registration(TorchSymbols symbols) => Syntax.Body?.Statements.FirstOrDefault(statement =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && Part.Model.GetSymbolInfo(call).Symbol is IMethodSymbol method
        && symbols.IsModuleMethod(method, "RegisterComponents"));

    /// <summary>The last statement of the constructor's body, in front of another if one is given, in which a layer is assigned.</summary>
    public StatementSyntax? LastCreation(TorchSymbols symbols, StatementSyntax? before = null) =>
        Syntax.Body?.Statements.TakeWhile(statement => statement != before).LastOrDefault(statement => MakesLayer(statement, symbols));

    private bool MakesLayer(StatementSyntax statement, TorchSymbols symbols) =>
        statement.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment =>
            Part.Model.GetSymbolInfo(assignment.Left).Symbol is IFieldSymbol field && symbols.IsModule(field.Type));
}
