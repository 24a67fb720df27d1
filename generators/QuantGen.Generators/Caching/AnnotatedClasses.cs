using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Reading;

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
        var files = ((CSharpCompilation)compilation).SyntaxTrees;
        var found = new List<AttributedType>();
        HashSet<string>? aliases = null;
        var everywhere = false;
        foreach (var file in files)
        {
            var outline = FileFacts.Of(file).Outline;
            if (!outline.MayAnnotate)
                continue;

            Add(outline, aliases: null, found);
            foreach (var alias in outline.Aliases)
            {
                (aliases ??= new(StringComparer.Ordinal)).Add(NameOf(alias));
                everywhere |= alias.GlobalKeyword.Span.Length > 0;
            }
        }

        // Few projects have an alias in such a file. In one that has, any attribute may be the annotation by the name of another file's alias.
        return aliases is null ? [.. found] : In(files, aliases, everywhere);
    }

    /// <summary>
    /// The types with an attribute that is an alias, too, whatever that stands for: binding a type too many is cheaper than following aliases.
    /// </summary>
    /// <param name="files">The files of the compilation.</param>
    /// <param name="aliases">The aliases in files with the annotation's name.</param>
    /// <param name="everywhere">Whether a file without the annotation's name may use one all the same.</param>
    private static ImmutableArray<AttributedType> In(ImmutableArray<SyntaxTree> files, HashSet<string> aliases, bool everywhere)
    {
        if (everywhere)
            aliases.UnionWith(files.SelectMany(static file => FileFacts.Of(file).Outline.Aliases).Select(NameOf));

        var found = new List<AttributedType>();
        foreach (var file in files)
        {
            var outline = FileFacts.Of(file).Outline;
            if (everywhere || outline.MayAnnotate)
                Add(outline, aliases, found);
        }

        return [.. found];
    }

    private static void Add(FileOutline outline, HashSet<string>? aliases, List<AttributedType> found)
    {
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

    private static bool IsAnnotation(string attribute) => attribute is "Quantize" or "QuantizeAttribute" or "Export" or "ExportAttribute";

    private static string NameOf(UsingDirectiveSyntax alias) => alias.Alias!.Name.Identifier.ValueText;
}
