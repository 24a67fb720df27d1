using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers.Forward;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Tells whether an expression, evaluated once more, makes another layer like the first.</summary>
internal static class LayerCreation
{
    /// <summary>
    /// Whether an expression makes a new layer and hands it nothing that the first one holds: <c>ReLU()</c>, <c>new Block(16)</c>,
    /// <c>Sequential(Conv2d(3, 8, 3), ReLU())</c>; not <c>Sequential(modules)</c>, which would hold the same modules.
    /// </summary>
    public static bool IsRepeatable(ExpressionSyntax expression, SemanticModel model, TorchSymbols symbols) =>
        !HasSideEffects(expression) && IsFresh(expression, model, symbols);

    private static bool IsFresh(ExpressionSyntax expression, SemanticModel model, TorchSymbols symbols) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsFresh(parenthesized.Expression, model, symbols),
        CastExpressionSyntax cast => IsFresh(cast.Expression, model, symbols),
        InvocationExpressionSyntax invocation => model.GetSymbolInfo(invocation).Symbol is IMethodSymbol method
            && symbols.IsFactory(method)
            && AreFresh(invocation.ArgumentList, model, symbols),
        BaseObjectCreationExpressionSyntax creation => creation.Initializer is null
            && symbols.IsModule(model.GetTypeInfo(creation).Type)
            && AreFresh(creation.ArgumentList, model, symbols),
        _ => false,
    };

    private static bool AreFresh(ArgumentListSyntax? arguments, SemanticModel model, TorchSymbols symbols) =>
        arguments is null || arguments.Arguments.All(argument => IsIndependent(argument.Expression, model, symbols));

    private static bool IsIndependent(ExpressionSyntax argument, SemanticModel model, TorchSymbols symbols)
    {
        if (argument is TupleExpressionSyntax tuple)
            return tuple.Arguments.All(element => IsIndependent(element.Expression, model, symbols));

        var type = model.GetTypeInfo(argument).Type;
        return !HoldsModules(type, symbols) || IsFresh(argument, model, symbols);
    }

    private static bool HoldsModules(ITypeSymbol? type, TorchSymbols symbols) => type switch
    {
        null => false,
        IArrayTypeSymbol array => HoldsModules(array.ElementType, symbols),
        INamedTypeSymbol { IsGenericType: true } generic =>
            symbols.IsModule(generic) || generic.TypeArguments.Any(argument => HoldsModules(argument, symbols)),
        _ => symbols.IsModule(type),
    };

    private static bool HasSideEffects(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().Any(static node =>
        node is AssignmentExpressionSyntax
            or PostfixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" }
            or PrefixUnaryExpressionSyntax { OperatorToken.Text: "++" or "--" }
            or DeclarationExpressionSyntax
            or AwaitExpressionSyntax
            or ArgumentSyntax { RefKindKeyword.RawKind: not 0 });
}
