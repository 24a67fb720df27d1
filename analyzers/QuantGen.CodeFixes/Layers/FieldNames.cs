using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Names for new fields of a model class.</summary>
internal static class FieldNames
{
    /// <summary>The first free name of <c>relu</c>, <c>relu2</c>, <c>relu3</c>..., which is then taken for the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="type">The class.</param>
    /// <param name="wanted">The name to begin with; digits at its end are where counting starts.</param>
    public static string Take(EditSession session, INamedTypeSymbol type, string wanted)
    {
        var taken = Taken(type);
        taken.UnionWith(session.NamesGiven(type));
        var stem = Stem(wanted);
        var name = wanted;
        for (var number = 2; taken.Contains(name); number++)
            name = stem + number.ToString(CultureInfo.InvariantCulture);

        session.NamesGiven(type).Add(name);
        return name;
    }

    /// <summary>A name with the underscore in front that the layers of a class have, if they do.</summary>
    public static string InStyleOf(ImmutableArray<ClassPart> parts, string name)
    {
        var names = parts.SelectMany(static part => part.LayerFields).SelectMany(static field => field.Declaration.Variables).ToList();
        var underscored = names.TrueForAll(static field => field.Identifier.ValueText.StartsWith("_", StringComparison.Ordinal));
        return names.Count > 0 && underscored ? "_" + name : name;
    }

    /// <summary>Whether a name is another's with another number: <c>relu2</c> is a sibling of <c>relu</c> and of <c>relu1</c>.</summary>
    public static bool AreSiblings(string one, string other) => Stem(one) == Stem(other);

    private static string Stem(string name) => name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static HashSet<string> Taken(INamedTypeSymbol type)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var ancestor = type; ancestor is not null; ancestor = ancestor.BaseType)
            taken.UnionWith(ancestor.MemberNames);

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var token in part.GetSyntax().DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)))
            {
                if (Means(token))
                    taken.Add(token.ValueText);
            }
        }

        return taken;
    }

    // A name behind a dot, before a colon or in front of arguments is looked up where a field does not get in the way.
    private static bool Means(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name =>
            access.Expression is ThisExpressionSyntax,
        IdentifierNameSyntax { Parent: MemberBindingExpressionSyntax or NameColonSyntax } => false,
        IdentifierNameSyntax { Parent: InvocationExpressionSyntax invocation } name when invocation.Expression == name => false,
        _ => true,
    };
}
