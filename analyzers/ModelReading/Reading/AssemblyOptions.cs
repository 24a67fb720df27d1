using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// The options that <c>[assembly: Quantize(...)]</c> gives to every annotated class. Asking an assembly for its attributes binds
/// all of them, so it is asked only if a file has one that may be it.
/// </summary>
internal static class AssemblyOptions
{
    private static readonly ConditionalWeakTable<Compilation, OptionsModel> s_compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> s_files = new();

    /// <summary>The options, found once for a compilation.</summary>
    public static OptionsModel Of(Compilation compilation) => s_compilations.GetValue(compilation, Find);

    /// <summary>The annotation of an assembly, or null.</summary>
    public static AttributeData? AnnotationOf(Compilation compilation)
    {
        foreach (var file in compilation.SyntaxTrees)
        {
            if (s_files.GetValue(file, static file => new StrongBox<bool>(MayAnnotate(file))).Value)
                return TorchTypes.AnnotationOf(compilation.Assembly);
        }

        return null;
    }

    private static OptionsModel Find(Compilation compilation) =>
        AnnotationOf(compilation) is { } annotation ? OptionsReader.Apply(annotation, OptionsModel.Default) : OptionsModel.Default;

    private static bool MayAnnotate(SyntaxTree file)
    {
        if (file.GetRoot() is not CompilationUnitSyntax root)
            return false;

        // An alias, which may be global, hides the attribute's name.
        return root.Usings.Any(static directive => directive is { Alias: not null, NamespaceOrType: TypeSyntax target } && IsAnnotation(target))
            || root.AttributeLists.Any(static list => list.Attributes.Any(static attribute => IsAnnotation(attribute.Name)));
    }

    private static bool IsAnnotation(TypeSyntax name) => SyntaxNames.LastOf(name) is "Quantize" or "QuantizeAttribute";
}
