using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Tells which classes are to be exported: those with <c>[Export]</c>, and with <c>[assembly: Export]</c> all with <c>[Quantize]</c> whose twins have a form in a graph.</summary>
internal static class ExportedClasses
{
    /// <summary>Whether the assembly asks for all of its classes with <c>[Quantize]</c>. Asking it binds all of its attributes, so it is asked only if a file has one that may be it.</summary>
    public static bool AreAll(Compilation compilation) => CompilationFacts.Of(compilation).AreExported;

    /// <summary>Whether a class is to be exported.</summary>
    public static bool Contain(INamedTypeSymbol type, Compilation compilation) =>
        AttributeOf(type) is not null
        || (compilation.Declares(type) && AreAll(compilation) && TorchTypes.AnnotationOf(type) is { } annotation && HasForm(annotation, compilation));

    /// <summary>The <c>[Export]</c> on a class or assembly, or null.</summary>
    public static AttributeData? AttributeOf(ISymbol annotated)
    {
        foreach (var attribute in annotated.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "ExportAttribute", ContainingNamespace: { Name: "QuantGen", ContainingNamespace.IsGlobalNamespace: true } })
                return attribute;
        }

        return null;
    }

    /// <summary>Whether twins of the annotation's target have a form in a graph. A class with <c>[Export]</c> of its own is told that they do not.</summary>
    public static bool HasForm(AttributeData annotation, Compilation compilation) => OptionsReader.Read(annotation, compilation).Target != OptionsModel.LowBit;

    /// <summary>Finds whether the assembly asks for all.</summary>
    public static bool AsksForAll(Compilation compilation) =>
        CompilationFacts.Of(compilation).Heads.MayExport && AttributeOf(compilation.Assembly) is not null;
}
