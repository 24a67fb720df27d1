using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>What is known of a field while its class is read; forward adds to it.</summary>
/// <param name="declaration">The field, the auto-property or the primary constructor's parameter.</param>
/// <param name="type">Its declared type.</param>
/// <param name="written">Its type in the declaration; null if that means nothing in the twin.</param>
/// <param name="role">What it is to the twin.</param>
internal sealed class FieldEntry(FieldDeclaration declaration, ITypeSymbol type, TypeSyntax? written, FieldRole role)
{
    /// <summary>The field, the auto-property or the primary constructor's parameter.</summary>
    public FieldDeclaration Declaration { get; } = declaration;

    /// <summary>Its symbol, for which the compiler makes those of all members.</summary>
    public ISymbol Symbol => Declaration.Symbol;

    /// <summary>The class that declares it.</summary>
    public INamedTypeSymbol Owner => Declaration.Owner;

    /// <summary>Its declared type.</summary>
    public ITypeSymbol Type { get; } = type;

    /// <summary>Its type or the base of it, from which on it says how what it holds is called.</summary>
    public ITypeSymbol Callable { get; init; } = type;

    /// <summary>Its name in the declaration.</summary>
    public SyntaxToken Name => Declaration.Name;

    /// <summary>Its type in the declaration; null if that means nothing in the twin.</summary>
    public TypeSyntax? Written { get; } = written;

    /// <summary>What it is to the twin.</summary>
    public FieldRole Role { get; } = role;

    /// <summary>Whether the declaration has attributes; asking the symbol for them would bind them.</summary>
    public bool HasAttributes { get; } = declaration.Member is { AttributeLists.Count: > 0 } and not TypeDeclarationSyntax;

    /// <summary>What its layer is to quantization; meaningless unless it has the role of one.</summary>
    public LayerKind Kind { get; set; }

    /// <summary>The class of its layer by simple name; empty if only run time tells.</summary>
    public string LayerName { get; set; } = "";

    /// <summary>Whether the field is declared with the class of its layer.</summary>
    public bool IsDeclared { get; set; }

    /// <summary>Whether only a base class of the annotated class can see it; TorchSharp does not register it either.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether the twin's field is a <c>Module&lt;...&gt;</c>, because what the field holds changes its class.</summary>
    public bool IsWidened { get; set; }

    /// <summary>Whether it is a list of an annotated class, each element of which becomes that class's twin.</summary>
    public bool HasTwinElements { get; set; }

    /// <summary>The options of a copy of its layer, as code that makes them; null if nothing is hidden.</summary>
    public string? CopyOptions { get; set; }

    /// <summary>A constant's value as written.</summary>
    public string? Constant { get; init; }

    /// <summary>Whether a constant is a static field that nobody assigns to, and no <c>const</c>.</summary>
    public bool IsStaticReadOnly { get; init; }

    /// <summary>Whether it is a buffer that the class registers as one that checkpoints leave out.</summary>
    public bool IsTransient { get; set; }

    /// <summary>Whether forward mentions it.</summary>
    public bool IsUsed { get; set; }

    /// <summary>Whether forward assigns to it.</summary>
    public bool IsAssigned { get; set; }

    /// <summary>Whether a clip that quantizes takes the layer's place.</summary>
    public bool BecomesClip { get; set; }

    /// <summary>Whether the twin holds an object of another class in its place, so that only calls mean the same.</summary>
    public bool ChangesClass => BecomesClip || Kind is not (LayerKind.BatchNorm or LayerKind.Activation or LayerKind.Float or LayerKind.List);
}
