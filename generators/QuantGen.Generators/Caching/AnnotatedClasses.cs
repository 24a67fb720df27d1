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

    /// <summary>The types that have an attribute of the annotation's name or of a name that may stand for it, in the order of the files.</summary>
    public static ImmutableArray<AttributedType> In(Compilation compilation)
    {
        var aliases = Aliases(compilation, out var everywhere);
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
                    if (IsAnnotation(attribute) || (aliases is not null && (aliases.Contains(attribute) || aliases.Contains(attribute + Suffix))))
                    {
                        found.Add(type);
                        break;
                    }
                }
            }
        }

        return found.ToImmutable();
    }

    private static bool IsAnnotation(string attribute) => attribute is "Quantize" or "QuantizeAttribute" or "Export" or "ExportAttribute";

    /// <summary>
    /// Every alias that may be one of the annotation, whatever it stands for: binding a type too many is cheaper than following aliases. Null if there is none.
    /// </summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="everywhere">Whether a file without the annotation's name may use one all the same.</param>
    private static HashSet<string>? Aliases(Compilation compilation, out bool everywhere)
    {
        HashSet<string>? names = null;
        everywhere = false;
        foreach (var file in compilation.SyntaxTrees)
        {
            if (FileOutline.Of(file) is not { MayAnnotate: true, Aliases: { IsEmpty: false } aliases })
                continue;

            foreach (var alias in aliases)
            {
                (names ??= new(StringComparer.Ordinal)).Add(alias.Alias!.Name.Identifier.ValueText);
                everywhere |= alias.GlobalKeyword.Span.Length > 0;
            }
        }

        if (everywhere)
            names!.UnionWith(compilation.SyntaxTrees.SelectMany(static file => FileOutline.Of(file).Aliases).Select(static alias => alias.Alias!.Name.Identifier.ValueText));
        return names;
    }
}
