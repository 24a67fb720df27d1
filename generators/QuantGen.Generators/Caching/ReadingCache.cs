using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Generators.Caching;

/// <summary>
/// Reads the annotated classes of a compilation, and again only those that an edit can have changed. A reading depends on the class's own
/// parts, the files of the classes in source that it derives from, what the assembly's annotation says, and what the names in these files
/// mean; if all of these are as in the run before, so is the model, and nothing is bound for it. Where an expression had to be bound, which
/// looks into other types' members, nothing is remembered.
/// </summary>
internal sealed class ReadingCache
{
    // Runs of drivers that started from one another may overlap; each leaves a whole memory, and the last one counts.
    private Memory _last = new(0, OptionsModel.Default, []);

    /// <summary>The models of the annotated classes; null for one that cannot have a twin.</summary>
    public ImmutableArray<ModuleModel?> Read(Compilation compilation, CancellationToken cancellation)
    {
        var classes = AnnotatedClasses.In(compilation);
        if (classes.IsEmpty)
            return [];

        var last = Volatile.Read(ref _last);
        var (declarations, options) = (DeclarationHash.Of(compilation), AssemblyOptions.Of(compilation));

        // Which classes there are is part of what the hash is of.
        var isKnown = last.Declarations == declarations && last.Options == options && last.Readings.Length == classes.Length;
        var models = ImmutableArray.CreateBuilder<ModuleModel?>(classes.Length);
        var readings = ImmutableArray.CreateBuilder<Reading?>(classes.Length);
        for (var i = 0; i < classes.Length; i++)
        {
            if (isKnown && last.Readings[i] is { } reading && reading.Fits(classes[i], compilation))
            {
                models.Add(reading.Model);
                readings.Add(reading);
            }
            else
            {
                cancellation.ThrowIfCancellationRequested();
                models.Add(Read(classes[i], compilation, out var isSettled, out var files, cancellation));
                readings.Add(isSettled ? new Reading(models[i], classes[i].Fingerprint, files) : null);
            }
        }

        Volatile.Write(ref _last, new Memory(declarations, options, readings.MoveToImmutable()));
        return models.MoveToImmutable();
    }

    private static ModuleModel? Read(
        AttributedType attributed, Compilation compilation, out bool isSettled, out ImmutableArray<SyntaxTree> files, CancellationToken cancellation)
    {
        var declaration = attributed.Declaration;
        var reading = ClassReader.Read(declaration, compilation.GetSemanticModel(declaration.SyntaxTree), cancellation);
        isSettled = reading?.IsSelfContained is not false;
        files = reading is not null && isSettled ? OtherFiles(reading) : [];
        return reading?.Twinnable;
    }

    /// <summary>The files of what is read beside the part with the annotation.</summary>
    private static ImmutableArray<SyntaxTree> OtherFiles(ClassReading reading) =>
        reading.Bases.IsEmpty && reading.Symbol.DeclaringSyntaxReferences.Length == 1
            ? []
            : [.. reading.Bases.Insert(0, reading.Symbol).SelectMany(static type => type.DeclaringSyntaxReferences).Select(static part => part.SyntaxTree).Distinct()];

    /// <summary>What a run found.</summary>
    /// <param name="Declarations">The hash of the compilation's declarations.</param>
    /// <param name="Options">What the assembly's annotation says.</param>
    /// <param name="Readings">What was read of each class; null for one that must be read again.</param>
    private sealed record Memory(ulong Declarations, OptionsModel Options, ImmutableArray<Reading?> Readings);

    /// <summary>What was read of a class.</summary>
    /// <param name="Model">Its model; null if it cannot have a twin.</param>
    /// <param name="Fingerprint">The fingerprint of the part with the annotation.</param>
    /// <param name="Files">The files that must still be there because other parts of what was read stand in them.</param>
    private sealed record Reading(ModuleModel? Model, ulong Fingerprint, ImmutableArray<SyntaxTree> Files)
    {
        public bool Fits(AttributedType type, Compilation compilation)
        {
            if (Fingerprint != type.Fingerprint)
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
