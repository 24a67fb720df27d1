using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Exports;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Generators.Caching;

/// <summary>
/// Reads the annotated classes of a compilation, and again only those that an edit can have changed. A reading depends on the class's own
/// parts, the files of the classes in source that it derives from, what the assembly's annotation says, and what the names in these files
/// mean; if all of these are as in the run before, so is the model, and nothing is bound for it. Where an expression had to be bound, which
/// looks into other types' members, nothing is remembered; of a class that is exported, whose code is bound, it is remembered for as long as no member anywhere changes.
/// </summary>
internal sealed class ReadingCache
{
    // Runs of drivers that started from one another may overlap; each leaves a whole memory, and the last one counts.
    private Memory? _last;

    /// <summary>The models of the annotated classes; null for one that gets neither a twin nor a symbolic forward.</summary>
    public ImmutableArray<AnnotatedModel?> Read(Compilation compilation, CancellationToken cancellation)
    {
        var classes = AnnotatedClasses.In(compilation);
        if (classes.IsEmpty)
            return [];

        var last = Volatile.Read(ref _last);
        var (declarations, options, areExported) = (new DeclarationHash(compilation), AssemblyOptions.Of(compilation), ExportedClasses.AreAll(compilation));

        // Which classes there are is part of what the hash is of.
        var isKnown = last?.Readings.Length == classes.Length && last.AreExported == areExported && last.Options == options && last.Declarations.IsOf(declarations);
        var models = ImmutableArray.CreateBuilder<AnnotatedModel?>(classes.Length);
        var readings = ImmutableArray.CreateBuilder<Reading?>(classes.Length);
        for (var i = 0; i < classes.Length; i++)
        {
            if (isKnown && last!.Readings[i] is { } reading && reading.Fits(classes[i], compilation))
            {
                models.Add(reading.Model);
                readings.Add(reading.At(classes[i]));
            }
            else
            {
                cancellation.ThrowIfCancellationRequested();
                models.Add(Read(classes[i], compilation, out var isSettled, out var files, cancellation));
                readings.Add(isSettled ? new Reading(models[i], classes[i], files, models[i] is { Export: not null } ? MemberHash.Of(compilation) : null) : null);
            }
        }

        Volatile.Write(ref _last, new Memory(declarations, options, areExported, readings.MoveToImmutable()));
        return HintName.Distinguish(models.MoveToImmutable());
    }

    private static AnnotatedModel? Read(
        AttributedType attributed, Compilation compilation, out bool isSettled, out ImmutableArray<SyntaxTree> files, CancellationToken cancellation)
    {
        var declaration = attributed.Declaration;
        var reading = ClassReader.Read(declaration, compilation.GetSemanticModel(declaration.SyntaxTree), cancellation);
        isSettled = reading?.IsSelfContained is not false;
        files = reading is not null && isSettled ? OtherFiles(reading.Symbol, reading.Bases) : [];
        if (MayBeExported(attributed, reading, compilation)
            && ClassSymbols.Of(declaration, compilation.GetSemanticModel(declaration.SyntaxTree), cancellation) is { } type
            && (reading is not null || IsFirst(type, declaration))
            && ExportReader.Read(type, compilation, cancellation) is { } export)
        {
            // What its code computes with may be declared anywhere; a problem may go away with an edit of any kind.
            isSettled &= export.Model is not null;
            files = isSettled ? OtherFiles(type, export.Bases) : [];
            return AnnotatedModel.Of(reading, export);
        }

        return reading?.Twinnable is { } twin ? new AnnotatedModel(twin.Type.MetadataName, twin, Export: null) : null;
    }

    /// <summary>Whether a class may carry the other annotation: on its assembly, its part, or a part of it elsewhere.</summary>
    private static bool MayBeExported(AttributedType attributed, ClassReading? reading, Compilation compilation) =>
        ExportedClasses.AreAll(compilation) || reading is null || attributed.Attributes.Length > 1 || reading.Symbol.DeclaringSyntaxReferences.Length > 1;

    /// <summary>Whether a class without a twin is to be read at this part of it: where <c>[Export]</c> stands, and no <c>[Quantize]</c> does elsewhere.</summary>
    private static bool IsFirst(INamedTypeSymbol type, TypeDeclarationSyntax declaration) =>
        TorchTypes.AnnotationOf(type) is null
        && ExportedClasses.AttributeOf(type)?.ApplicationSyntaxReference is { } place
        && place.SyntaxTree == declaration.SyntaxTree
        && declaration.Span.Contains(place.Span);

    /// <summary>The files of what is read beside the part with the annotation.</summary>
    private static ImmutableArray<SyntaxTree> OtherFiles(INamedTypeSymbol type, ImmutableArray<INamedTypeSymbol> bases) =>
        bases.IsEmpty && type.DeclaringSyntaxReferences.Length == 1
            ? []
            : [.. bases.Insert(0, type).SelectMany(static type => type.DeclaringSyntaxReferences).Select(static part => part.SyntaxTree).Distinct()];

    /// <summary>What a run found.</summary>
    /// <param name="Declarations">What the compilation declared.</param>
    /// <param name="Options">What the assembly's annotation says.</param>
    /// <param name="AreExported">Whether the assembly asks for the export of all classes.</param>
    /// <param name="Readings">What was read of each class; null for one that must be read again.</param>
    private sealed record Memory(DeclarationHash Declarations, OptionsModel Options, bool AreExported, ImmutableArray<Reading?> Readings);

    /// <summary>What was read of a class.</summary>
    /// <param name="Model">Its model; null if it gets neither a twin nor a symbolic forward.</param>
    /// <param name="Type">The part with the annotation.</param>
    /// <param name="Files">The files that must still be there because other parts of what was read stand in them.</param>
    /// <param name="Members">The hash of all members of the compilation; null if only declarations were looked at.</param>
    private sealed record Reading(AnnotatedModel? Model, AttributedType Type, ImmutableArray<SyntaxTree> Files, ulong? Members)
    {
        /// <summary>The same reading of a part that has moved; what its file was before is not kept.</summary>
        public Reading At(AttributedType type) => Type == type ? this : this with { Type = type };

        public bool Fits(AttributedType type, Compilation compilation)
        {
            if ((Type != type && Type.Fingerprint != type.Fingerprint) || (Members is { } members && members != MemberHash.Of(compilation)))
                return false;

            foreach (var file in Files)
            {
                if (!compilation.ContainsSyntaxTree(file))
                    return false;
            }

            return true;
        }
    }
}
