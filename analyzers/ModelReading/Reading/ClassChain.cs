using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

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
        Base = types.BaseOf(type);
        while (Base is not null && types.IsOwn(Base) && !TorchTypes.IsModuleBase(Base))
        {
            Types = Types.Add(Base);
            Base = Base.BaseType;
        }
    }

    /// <summary>The class and its bases in source, the most derived first.</summary>
    public ImmutableArray<INamedTypeSymbol> Types { get; }

    /// <summary>The bases in source, the nearest first.</summary>
    public ImmutableArray<INamedTypeSymbol> Bases => Types.RemoveAt(0);

    /// <summary>The class that the last of them derives from.</summary>
    public INamedTypeSymbol? Base { get; }

    /// <summary>Whether one part of one class is all there is.</summary>
    public bool IsOnePart => Types is [{ DeclaringSyntaxReferences.Length: 1 }];
}
