using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.ModelReading.Reading;

/// <summary>The annotated class and the classes in source that it derives from, up to the first from elsewhere.</summary>
internal sealed class ClassChain
{
    /// <summary>Follows the bases of a class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="types">Tells what the base is that it names.</param>
    public ClassChain(INamedTypeSymbol type, DeclaredTypes types)
    {
        Types = [type];
        Parts = PartsOf(type);
        Base = types.BaseOf(type);
        while (Base is not null && types.IsOwn(Base) && !TorchTypes.IsModuleBase(Base))
        {
            Types = Types.Add(Base);
            Parts = Parts.AddRange(PartsOf(Base));
            Base = Base.BaseType;
        }
    }

    /// <summary>The class and its bases in source, the most derived first.</summary>
    public ImmutableArray<INamedTypeSymbol> Types { get; }

    /// <summary>The parts of each of them, in the same order. The compiler makes a new list of a class's parts at every question.</summary>
    public ImmutableArray<(INamedTypeSymbol Owner, TypeDeclarationSyntax Syntax)> Parts { get; }

    /// <summary>The bases in source, the nearest first.</summary>
    public ImmutableArray<INamedTypeSymbol> Bases => Types.RemoveAt(0);

    /// <summary>The class that the last of them derives from.</summary>
    public INamedTypeSymbol? Base { get; }

    /// <summary>Whether one part of one class is all there is.</summary>
    public bool IsOnePart => Parts.Length == 1;

    private static ImmutableArray<(INamedTypeSymbol Owner, TypeDeclarationSyntax Syntax)> PartsOf(INamedTypeSymbol type)
    {
        var references = type.DeclaringSyntaxReferences;
        var parts = ImmutableArray.CreateBuilder<(INamedTypeSymbol Owner, TypeDeclarationSyntax Syntax)>(references.Length);
        foreach (var reference in references)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax part)
                parts.Add((type, part));
        }

        return parts.DrainToImmutable();
    }
}
