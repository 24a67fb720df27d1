using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>
/// The types that stand for tensors, and for torch's functions over them, while a graph is made. They are the only table of what can be exported: a member of
/// Tensor can be if the value of a graph has one of its name with the same parameters, tensors replaced by values.
/// </summary>
internal sealed class GraphTypes
{
    private static readonly ConditionalWeakTable<Compilation, GraphTypes> s_compilations = new();

    private readonly Compilation _compilation;

    private GraphTypes(Compilation compilation)
    {
        _compilation = compilation;
        Value = Find("GraphValue");
        Torch = Find("GraphTorch");
        Functional = Find("GraphFunctional");
        Tracing = Find("LayerTracing");
    }

    /// <summary>A value of a graph; null where the referenced QuantGen has none.</summary>
    public INamedTypeSymbol? Value { get; }

    /// <summary>Has the forms of the functions of <c>torch</c>.</summary>
    public INamedTypeSymbol? Torch { get; }

    /// <summary>Has the forms of the functions of <c>torch.nn.functional</c>.</summary>
    public INamedTypeSymbol? Functional { get; }

    /// <summary>Calls layers over values of a graph.</summary>
    public INamedTypeSymbol? Tracing { get; }

    /// <summary>The types of a compilation.</summary>
    public static GraphTypes Of(Compilation compilation) => s_compilations.GetValue(compilation, static compilation => new GraphTypes(compilation));

    /// <summary>Whether values of a type hold tensors that the code can reach: a tensor, a list or tuple of them, a delegate over them; no layer.</summary>
    public static bool Carries(ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Carries(array.ElementType);
            case INamedTypeSymbol named:
                if (TorchTypes.IsTensor(named))
                    return true;
                if (IsLayer(named))
                    return false;

                for (var part = named; part is not null; part = part.ContainingType)
                {
                    foreach (var argument in part.TypeArguments)
                    {
                        if (Carries(argument))
                            return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }

    /// <summary>Whether a method names tensors itself, and does not only get them for its type parameters.</summary>
    public static bool IsAboutTensors(IMethodSymbol method)
    {
        var definition = method.OriginalDefinition;
        return Carries(definition.ReturnType) || definition.Parameters.Any(static parameter => Carries(parameter.Type)) || TorchTypes.IsTensor(definition.ContainingType);
    }

    /// <summary>Whether a type is that of a layer.</summary>
    public static bool IsLayer(ITypeSymbol? type) => TorchTypes.IsModule(type) || TorchTypes.IsModuleInterface(type);

    /// <summary>Whether a type is a tensor, and no class derived from it.</summary>
    public static bool IsExactlyTensor(ITypeSymbol? type) => TorchTypes.IsTensor(type) && !TorchTypes.IsTensor(type!.BaseType);

    /// <summary>Whether the second type is the first with values of a graph for tensors.</summary>
    /// <param name="type">The first.</param>
    /// <param name="form">The second.</param>
    /// <param name="ignoresNames">Whether the elements of tuples may be named differently.</param>
    public bool Maps(ITypeSymbol type, ITypeSymbol form, bool ignoresNames = false)
    {
        switch (type, form)
        {
            case (IArrayTypeSymbol array, IArrayTypeSymbol other):
                return array.Rank == other.Rank && Maps(array.ElementType, other.ElementType, ignoresNames);
            case (ITypeParameterSymbol parameter, ITypeParameterSymbol other):
                return parameter.Ordinal == other.Ordinal;
            case (INamedTypeSymbol named, INamedTypeSymbol other):
                if (TorchTypes.IsTensor(named))
                    return SymbolEqualityComparer.Default.Equals(other, Value);
                if (!SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, other.OriginalDefinition) || named.TypeArguments.Length != other.TypeArguments.Length)
                    return false;
                if (IsLayer(named))
                    return SymbolEqualityComparer.Default.Equals(named, other);

                for (var i = 0; i < named.TypeArguments.Length; i++)
                {
                    if (!Maps(named.TypeArguments[i], other.TypeArguments[i], ignoresNames))
                        return false;
                }

                return ignoresNames || HaveSameNames(named, other);
            default:
                return SymbolEqualityComparer.Default.Equals(type, form);
        }
    }

    /// <summary>Whether a number, or whatever the type is, becomes a value of a graph by itself.</summary>
    public bool ConvertsToValue(ITypeSymbol? type) => type is not null && Value is not null && _compilation.ClassifyCommonConversion(type, Value).IsImplicit;

    /// <summary>Whether the user-defined conversion of a tensor has a form for values of a graph.</summary>
    public bool HasConversion(IMethodSymbol conversion) => Value is not null && Value.GetMembers(conversion.Name).Any(member =>
        member is IMethodSymbol { Parameters: [var operand] } form && Maps(conversion.Parameters[0].Type, operand.Type) && Maps(conversion.ReturnType, form.ReturnType));

    /// <summary>Whether an operator has a form for values of a graph.</summary>
    public bool HasOperator(IMethodSymbol method) => Value is not null && Value.GetMembers(method.Name).Any(member =>
        member is IMethodSymbol form && Maps(method.ReturnType, form.ReturnType) && method.Parameters.Length == form.Parameters.Length
        && method.Parameters.Zip(form.Parameters, (own, other) => Maps(own.Type, other.Type)).All(static maps => maps));

    /// <summary>Whether a property or indexer of a tensor has a form for values of a graph.</summary>
    /// <param name="property">The property.</param>
    /// <param name="isWritten">Whether it is written to.</param>
    public bool HasProperty(IPropertySymbol property, bool isWritten) => Value is not null && Value.GetMembers(property.Name).Any(member =>
        member is IPropertySymbol form && (!isWritten || form.SetMethod is not null) && Maps(property.Type, form.Type) && property.Parameters.Length == form.Parameters.Length
        && property.Parameters.Zip(form.Parameters, (own, other) => Maps(own.Type, other.Type) && own.IsParams == other.IsParams).All(static maps => maps));

    private INamedTypeSymbol? Find(string name) => _compilation.GetTypeByMetadataName("QuantGen.Graph." + name);

    private static bool HaveSameNames(INamedTypeSymbol type, INamedTypeSymbol form)
    {
        if (!type.IsTupleType || !form.IsTupleType)
            return true;

        for (var i = 0; i < type.TupleElements.Length; i++)
        {
            if (type.TupleElements[i].Name != form.TupleElements[i].Name)
                return false;
        }

        return true;
    }
}
