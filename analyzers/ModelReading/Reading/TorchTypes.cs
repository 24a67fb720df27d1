using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Layers;

namespace QuantGen.ModelReading.Reading;

/// <summary>Recognizes TorchSharp's and QuantGen's types by name, so that no lookup by metadata name is made for every class.</summary>
internal static class TorchTypes
{
    /// <summary>Full name of the annotation.</summary>
    public const string QuantizeAttribute = "QuantGen.QuantizeAttribute";

    /// <summary>Whether it is torch.Tensor or derives from it, as Parameter does.</summary>
    public static bool IsTensor(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is { Name: "Tensor", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } })
                return true;
        }

        return false;
    }

    /// <summary>Whether it is torch.nn.Module itself, generic or not.</summary>
    public static bool IsModuleBase(ITypeSymbol? type) =>
        type is { Name: "Module", ContainingType: { Name: "nn", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } };

    /// <summary>Whether it is torch.nn.IModule, as which a container gives its layers.</summary>
    public static bool IsModuleInterface(ITypeSymbol? type) =>
        type is { Name: "IModule", TypeKind: TypeKind.Interface, ContainingType: { Name: "nn", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } };

    /// <summary>Whether it is torch.nn.Module or derives from it.</summary>
    public static bool IsModule(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (IsModuleBase(type))
                return true;
        }

        return false;
    }

    /// <summary>The <c>Module&lt;..., TResult&gt;</c> that a module derives from or is, or null.</summary>
    public static INamedTypeSymbol? CallableBase(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is INamedTypeSymbol { IsGenericType: true } named && IsModuleBase(named))
                return named;
        }

        return null;
    }

    /// <summary>The class that stands for a type: of a type parameter the one that it must derive from.</summary>
    public static ITypeSymbol ClassOf(ITypeSymbol type)
    {
        if (type is not ITypeParameterSymbol parameter)
            return type;

        foreach (var constraint in parameter.ConstraintTypes)
        {
            if (IsModule(ClassOf(constraint)))
                return ClassOf(constraint);
        }

        return type;
    }

    /// <summary>Whether a class implements QuantGen's interface for models that have a twin, as far as the source says so.</summary>
    public static bool ImplementsQuantizable(ITypeSymbol type)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented is { Name: "IQuantizable", ContainingNamespace: { Name: "QuantGen", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return false;
    }

    /// <summary>Whether a module's call gives one tensor back.</summary>
    public static bool ReturnsTensor(ITypeSymbol type) => CallableBase(type) is { } callable && IsTensor(callable.TypeArguments[^1]);

    /// <summary>Whether a module takes one tensor and gives one back, so that any conversion can stand in for it.</summary>
    public static bool MapsTensorToTensor(ITypeSymbol type) =>
        CallableBase(type) is { TypeArguments: [var input, var result] } && IsTensor(input) && IsTensor(result);

    /// <summary>The layer that a class of TorchSharp or a mark of QuantGen is, or null for a class from elsewhere.</summary>
    public static KnownLayer? LayerOf(ITypeSymbol type) => type is { ContainingNamespace: { Name: "PowerOfTwo", ContainingNamespace.Name: "QuantGen" } }
        ? KnownLayers.FindMarker(type.Name)
        : type is { ContainingType: null, ContainingNamespace: { Name: "Modules", ContainingNamespace.Name: "TorchSharp" } } && IsTorchSharps(type)
            ? KnownLayers.Find(type.Name) ?? new KnownLayer(type.Name, LayerKind.Float)
            : null;

    /// <summary>The <c>[Quantize]</c> on a class, a field, a property or the assembly, or null.</summary>
    public static AttributeData? AnnotationOf(ISymbol annotated)
    {
        foreach (var attribute in annotated.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "QuantizeAttribute", ContainingNamespace: { Name: "QuantGen", ContainingNamespace.IsGlobalNamespace: true } })
                return attribute;
        }

        return null;
    }

    /// <summary>The attribute of that class name on a member or class, or null.</summary>
    public static AttributeData? AttributeOf(ISymbol member, string className)
    {
        foreach (var attribute in member.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == className)
                return attribute;
        }

        return null;
    }

    /// <summary>Whether it is QuantGen's descriptor of a quantizer.</summary>
    public static bool IsDescriptor(ITypeSymbol? type) =>
        type is { Name: "QuantDescriptor", ContainingNamespace: { Name: "Quantizers", ContainingNamespace.Name: "QuantGen" } };

    /// <summary>
    /// Whether a class of that namespace is not one that a user has put into it: it has no source, or lies where modules are declared, as in an editor that has
    /// TorchSharp's source.
    /// </summary>
    private static bool IsTorchSharps(ITypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.IsEmpty)
            return true;

        var basis = type.BaseType;
        while (basis is not null && !IsModuleBase(basis))
            basis = basis.BaseType;
        return type.IsBeside(basis);
    }
}
