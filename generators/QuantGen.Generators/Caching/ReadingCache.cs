using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Generators.Caching;

/// <summary>
/// Roslyn asks for the model of every annotated class again at every edit anywhere, so what a keystroke costs is the
/// reading of all of them. A reading depends on the class's own parts, the files of the classes in source that it derives from, the
/// arguments of its annotation and the assembly's, and what the names in these files mean; if all of these are as before, so is the
/// model. Where an expression had to be bound, which looks into
/// other types' members, nothing is remembered.
/// </summary>
internal static class ReadingCache
{
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<TextSpan, Entry>> s_files = new();

    /// <summary>The model of an annotated class, or null if it cannot have a twin.</summary>
    public static ModuleModel? Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax declaration)
            return null;

        // Annotated at several parts, which is an error, the class has its one twin by the first.
        if (TorchTypes.AnnotationOf(type)?.ApplicationSyntaxReference is { } first && !declaration.Span.Contains(first.Span))
            return null;

        var classes = s_files.GetValue(declaration.SyntaxTree, static _ => new ConcurrentDictionary<TextSpan, Entry>());
        var options = OptionsReader.Read(context.Attributes[0], context.SemanticModel.Compilation);
        var declarations = DeclarationHash.Of(context.SemanticModel.Compilation);
        if (classes.TryGetValue(declaration.Span, out var entry) && entry.Fits(type, context.SemanticModel.Compilation, options, declarations))
            return entry.Model;

        var reading = ClassReader.Read(type, declaration, context.Attributes[0], context.SemanticModel, cancellation);
        if (reading.IsSelfContained)
            classes[declaration.Span] = new Entry(reading.Twinnable, PartsOf(type), FilesOf(reading.Bases), options, declarations);
        return reading.Twinnable;
    }

    private static EquatableArray<Part> PartsOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(static reference => new Part(reference.SyntaxTree, reference.Span)).ToEquatableArray();

    private static ImmutableArray<SyntaxTree> FilesOf(ImmutableArray<INamedTypeSymbol> types) =>
        [.. types.SelectMany(static type => type.DeclaringSyntaxReferences).Select(static reference => reference.SyntaxTree).Distinct()];

    /// <summary>A part of a class; files are equal only to themselves.</summary>
    private sealed record Part(SyntaxTree File, TextSpan Span);

    private sealed record Entry(
        ModuleModel? Model, EquatableArray<Part> Parts, ImmutableArray<SyntaxTree> BaseFiles, OptionsModel Options, ulong Declarations)
    {
        public bool Fits(INamedTypeSymbol type, Compilation compilation, OptionsModel options, ulong declarations)
        {
            if (Declarations != declarations || Options != options || Parts != PartsOf(type))
                return false;

            foreach (var file in BaseFiles)
            {
                if (!compilation.ContainsSyntaxTree(file))
                    return false;
            }

            return true;
        }
    }
}
