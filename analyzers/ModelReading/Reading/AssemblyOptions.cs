using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// The options that <c>[assembly: Quantize(...)]</c> gives to every annotated class. Asking an assembly for its attributes binds
/// all of them, so it is asked only if a file has one that may be it.
/// </summary>
internal static class AssemblyOptions
{
    /// <summary>The options, found once for a compilation.</summary>
    public static OptionsModel Of(Compilation compilation) => CompilationFacts.Of(compilation).Options;

    /// <summary>The annotation of an assembly, or null.</summary>
    public static AttributeData? AnnotationOf(Compilation compilation) =>
        CompilationFacts.Of(compilation).Heads.MayQuantize ? TorchTypes.AnnotationOf(compilation.Assembly) : null;

    /// <summary>Finds the options.</summary>
    public static OptionsModel Find(Compilation compilation) =>
        AnnotationArguments.Of(AnnotationOf(compilation)) is { } annotation ? OptionsReader.Apply(annotation, OptionsModel.Default) : OptionsModel.Default;
}
