using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Exports;

/// <summary>What the reader made of one class with <c>[Export]</c>.</summary>
internal sealed class ExportReading
{
    private readonly TracedCode? _code;

    /// <summary>A class of which nothing but its declaration could be read, or that inherits everything.</summary>
    /// <param name="problems">What stands against a symbolic forward.</param>
    public ExportReading(ImmutableArray<ExportProblem> problems) => Problems = problems;

    /// <summary>A class that was read.</summary>
    /// <param name="model">What its symbolic forward is written from.</param>
    /// <param name="code">The traced members and their changes.</param>
    public ExportReading(ExportModel model, TracedCode code)
        : this([])
    {
        Model = model;
        _code = code;
    }

    /// <summary>What stands against a symbolic forward; empty if the class gets or inherits one.</summary>
    public ImmutableArray<ExportProblem> Problems { get; }

    /// <summary>What the symbolic forward is written from; null if there is a problem, and if it is inherited.</summary>
    public ExportModel? Model { get; }

    /// <summary>The classes in source that the class derives from, whose code was read too.</summary>
    public ImmutableArray<INamedTypeSymbol> Bases { get; init; } = [];

    /// <summary>How the members that a twin copies become its symbolic forward; null if the class gets none.</summary>
    /// <param name="reading">The reading that the twin is made from.</param>
    public TraceModel? OfTwin(ClassReading reading) => Model is null ? null : reading.TraceOf(_code!, Model.Trace);
}
