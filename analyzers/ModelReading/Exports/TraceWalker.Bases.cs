using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Exports;

/// <summary>Code of base classes, which is copied into the class.</summary>
internal sealed partial class TraceWalker
{
    /// <summary>What a base class's code names must mean the same in the class.</summary>
    private void CheckPlace(IMethodSymbol method)
    {
        var owner = method.ContainingType;
        if (SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, _chain[0].OriginalDefinition))
            return;

        var syntax = (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences[0].GetSyntax(_cancellation);
        var model = _modelOf(syntax.SyntaxTree);
        foreach (var node in syntax.DescendantNodes())
        {
            if (node is BaseExpressionSyntax && !IsTraced(node.Parent!, model))
                RefuseConstruct(node.Parent!, $"'{node.Parent}' of the class that '{owner.Name}' derives from", $"put [Export] on '{owner.Name}'");
            if (node is not SimpleNameSyntax name || name.Parent is QualifiedNameSyntax { Right: var right } && right == name)
                continue;

            var symbol = model.GetSymbolInfo(name, _cancellation).Symbol;
            if (symbol is ITypeParameterSymbol { DeclaringType: not null } parameter)
                Substitute(name, parameter, owner);
            else if (symbol is { ContainingType: { } home } && IsOwn(symbol) && !IsTraced(name, model))
                CheckMember(symbol, home, name, owner);
        }
    }

    /// <summary>The class is no class of the base's type parameters, but of what stands for them.</summary>
    private void Substitute(SimpleNameSyntax name, ITypeParameterSymbol parameter, INamedTypeSymbol owner)
    {
        var argument = _chain.First(type => SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, owner.OriginalDefinition)).TypeArguments[parameter.Ordinal];
        if (GraphTypes.Carries(argument))
            RefuseConstruct(name, $"'{name}', a type parameter of the base class '{owner.Name}' that stands for a tensor", $"put [Export] on '{owner.Name}'");
        else
            _code.Replace(name, argument.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
    }

    private bool IsTraced(SyntaxNode node, SemanticModel model) =>
        model.GetSymbolInfo(node, _cancellation).Symbol is IMethodSymbol called && _tracedNames.ContainsKey(called.OriginalDefinition);

    private void CheckMember(ISymbol member, INamedTypeSymbol home, SimpleNameSyntax name, INamedTypeSymbol owner)
    {
        if (!_compilation.IsSymbolAccessibleWithin(member, _chain[0]))
        {
            RefuseConstruct(name, $"'{name}', which only '{home.Name}' sees", ExportedClasses.Contain(owner.OriginalDefinition, _compilation) ? "make it protected" : $"make it protected, or put [Export] on '{owner.Name}'");
            return;
        }

        foreach (var type in _chain)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, home.OriginalDefinition))
                return;
            if (type.GetMembers(member.Name).Any(static other => !other.IsOverride))
            {
                RefuseConstruct(name, $"'{name}' of '{home.Name}', a name that '{type.Name}' has for something else", $"put [Export] on '{owner.Name}'");
                return;
            }
        }
    }
}
