using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>Gathers what stands against a twin while a class is read.</summary>
internal sealed class ProblemList
{
    private ImmutableArray<Problem>.Builder? _problems;

    /// <summary>Notes a problem at a node.</summary>
    public void Add(ProblemKind kind, SyntaxNode where, params string[] arguments) => Add(kind, where.GetLocation(), arguments);

    /// <summary>Notes a problem at a token, usually a name.</summary>
    public void Add(ProblemKind kind, SyntaxToken where, params string[] arguments) => Add(kind, where.GetLocation(), arguments);

    /// <summary>Notes a problem at a directive.</summary>
    public void Add(ProblemKind kind, SyntaxTrivia where, params string[] arguments) => Add(kind, where.GetLocation(), arguments);

    /// <summary>What was noted, in the order of the source.</summary>
    public ImmutableArray<Problem> ToImmutable() => _problems?.ToImmutable() ?? [];

    /// <summary>Notes a problem at a place.</summary>
    public void Add(ProblemKind kind, Location where, params string[] arguments)
    {
        _problems ??= ImmutableArray.CreateBuilder<Problem>();
        _problems.Add(new Problem(kind, where, arguments.ToEquatableArray()));
    }
}
