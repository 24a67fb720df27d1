using Microsoft.CodeAnalysis;

namespace QuantGen.Analyzers.Forward;

/// <summary>The types of TorchSharp and QuantGen that rules ask about, looked up once a compilation.</summary>
internal sealed class TorchSymbols
{
    private readonly INamedTypeSymbol _quantize;
    private readonly INamedTypeSymbol? _keepFloat;
    private readonly INamedTypeSymbol _module;
    private readonly INamedTypeSymbol? _stateless;

    private TorchSymbols(Compilation compilation, INamedTypeSymbol quantize, INamedTypeSymbol module)
    {
        _quantize = quantize;
        Compilation = compilation;
        _module = module;
        _keepFloat = compilation.GetTypeByMetadataName("QuantGen.KeepFloatAttribute");
        _stateless = compilation.GetTypeByMetadataName("TorchSharp.Modules.IParameterLessModule");
        Torch = compilation.GetTypeByMetadataName("TorchSharp.torch");
        Functional = compilation.GetTypeByMetadataName("TorchSharp.torch+nn+functional");
        Tensor = compilation.GetTypeByMetadataName("TorchSharp.torch+Tensor");
    }

    /// <summary>The compilation that they are of.</summary>
    public Compilation Compilation { get; }

    /// <summary>The static class <c>torch</c>.</summary>
    public INamedTypeSymbol? Torch { get; }

    /// <summary>The static class <c>torch.nn.functional</c>.</summary>
    public INamedTypeSymbol? Functional { get; }

    /// <summary>The class <c>torch.Tensor</c>.</summary>
    public INamedTypeSymbol? Tensor { get; }

    /// <summary>The symbols of a compilation, or null where it does not use both TorchSharp and QuantGen.</summary>
    public static TorchSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("QuantGen.QuantizeAttribute") is { } quantize &&
        compilation.GetTypeByMetadataName("TorchSharp.torch+nn+Module") is { } module
            ? new TorchSymbols(compilation, quantize, module)
            : null;

    /// <summary>The <c>[Quantize]</c> on a class, or null where it has none.</summary>
    public AttributeData? Annotation(INamedTypeSymbol type) => Attribute(type, _quantize);

    /// <summary>Whether <c>[KeepFloat]</c> on a layer or on its type keeps it out of quantization.</summary>
    public bool StaysFloat(ISymbol layer) =>
        _keepFloat is not null
        && (Attribute(layer, _keepFloat) is not null || TypeOf(layer) is { } type && Attribute(type, _keepFloat) is not null);

    /// <summary>Whether a type is <c>torch.nn.Module</c> or derives from it.</summary>
    public bool IsModule(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, _module))
                return true;
        }

        return false;
    }

    /// <summary>Whether a type is TorchSharp's own <c>Module</c> or <c>Module&lt;...&gt;</c>, from which model classes derive.</summary>
    public bool IsModuleBase(INamedTypeSymbol? type) =>
        type is { Name: "Module", ContainingType: { } outer } && SymbolEqualityComparer.Default.Equals(outer, _module.ContainingType);

    /// <summary>Whether a layer type has neither parameters nor buffers, so that two instances do what one does.</summary>
    public bool IsStateless(ITypeSymbol? type) =>
        _stateless is not null && type is not null && type.AllInterfaces.Contains(_stateless, SymbolEqualityComparer.Default);

    /// <summary>Whether a method runs a layer: <c>call</c> or <c>forward</c> of a module.</summary>
    public bool RunsLayer(IMethodSymbol method) =>
        method is { IsStatic: false, Name: "call" or "forward", ContainingType: var type } && (IsModule(type) || IsModuleInterface(type));

    /// <summary>Whether a method is a factory of layers: a static method of <c>torch.nn</c> that returns a module.</summary>
    public bool IsFactory(IMethodSymbol method) =>
        method.IsStatic
        && IsModule(method.ReturnType)
        && SymbolEqualityComparer.Default.Equals(method.ContainingType, _module.ContainingType);

    /// <summary>Whether a method is the <c>forward</c> that a model class implements.</summary>
    public bool IsForward(IMethodSymbol method) => method is { Name: "forward", IsOverride: true } && IsModule(method.ContainingType);

    /// <summary>Whether a method of <c>torch.nn.Module</c>, or its override, has this name.</summary>
    public bool IsModuleMethod(IMethodSymbol method, string name) => method.Name == name && IsModule(method.ContainingType);

    private static ITypeSymbol? TypeOf(ISymbol layer) => layer switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        _ => null,
    };

    private static AttributeData? Attribute(ISymbol symbol, INamedTypeSymbol attribute)
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(data.AttributeClass, attribute))
                return data;
        }

        return null;
    }

    private bool IsModuleInterface(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Interface, Name: "IModule", ContainingType: { } outer } &&
        SymbolEqualityComparer.Default.Equals(outer, _module.ContainingType);
}
