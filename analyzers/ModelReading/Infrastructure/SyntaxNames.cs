using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Infrastructure;

/// <summary>Reads names off syntax.</summary>
internal static class SyntaxNames
{
    /// <summary>The last simple name in a type, as <c>Module</c> of <c>nn.Module&lt;Tensor, Tensor&gt;?</c>; empty if it has none.</summary>
    public static string LastOf(TypeSyntax type) => type switch
    {
        NullableTypeSyntax { ElementType: var element } => LastOf(element),
        QualifiedNameSyntax { Right: var right } => right.Identifier.ValueText,
        AliasQualifiedNameSyntax { Name: var name } => name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };
}
