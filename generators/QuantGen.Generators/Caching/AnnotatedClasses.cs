using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace QuantGen.Generators.Caching;

/// <summary>
/// Finds the classes that may be annotated by the names of their attributes. Roslyn's own query for an attribute binds what it finds, at
/// every edit anywhere; this binds nothing, and looks at new files alone.
/// </summary>
internal static class AnnotatedClasses
{
    private const string Suffix = "Attribute";

    private static readonly string[] s_names = ["Quantize", "QuantizeAttribute", "Export", "ExportAttribute"];

    /// <summary>The types that have an attribute of the annotation's name or of a name that may stand for it, in the order of the files.</summary>
    public static ImmutableArray<AttributedType> In(Compilation compilation)
    {
        var names = new HashSet<string>(s_names, StringComparer.Ordinal);
        var everywhere = AddAliases(compilation, names);
        var hasAliases = names.Count > s_names.Length;
        var found = ImmutableArray.CreateBuilder<AttributedType>();
        foreach (var file in compilation.SyntaxTrees)
        {
            var outline = FileOutline.Of(file);
            if (!everywhere && !outline.MayAnnotate)
                continue;

            foreach (var type in outline.Types)
            {
                foreach (var attribute in type.Attributes)
                {
                    if (names.Contains(attribute) || (hasAliases && names.Contains(attribute + Suffix)))
                    {
                        found.Add(type);
                        break;
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    /// <summary>
    /// Adds every alias that may be one of the annotation, whatever it stands for: binding a type too many is cheaper than following aliases.
    /// </summary>
    /// <returns>Whether a file without the annotation's name may use it all the same.</returns>
    private static bool AddAliases(Compilation compilation, HashSet<string> names)
    {
        var everywhere = false;
        foreach (var file in compilation.SyntaxTrees)
        {
            if (FileOutline.Of(file) is not { MayAnnotate: true, Aliases: { IsEmpty: false } aliases })
                continue;

            foreach (var alias in aliases)
            {
                names.Add(alias.Alias!.Name.Identifier.ValueText);
                everywhere |= alias.GlobalKeyword.Span.Length > 0;
            }
        }

        if (everywhere)
            names.UnionWith(compilation.SyntaxTrees.SelectMany(static file => FileOutline.Of(file).Aliases).Select(static alias => alias.Alias!.Name.Identifier.ValueText));
        return everywhere;
    }
}
