using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>Writes values of a graph where types name tensors.</summary>
/// <param name="modelOf">Gives the semantic model of a file.</param>
/// <param name="names">How the file names things.</param>
/// <param name="code">Takes the changes.</param>
internal sealed class TypeTexts(Func<SyntaxTree, SemanticModel> modelOf, TraceNames names, TracedCode code)
{
    /// <summary>Changes a type as written.</summary>
    public void Replace(TypeSyntax? type)
    {
        switch (type)
        {
            case NullableTypeSyntax { ElementType: var element }:
                Replace(element);
                break;
            case ArrayTypeSyntax { ElementType: var element }:
                Replace(element);
                break;
            case RefTypeSyntax { Type: var element }:
                Replace(element);
                break;
            case ScopedTypeSyntax { Type: var element }:
                Replace(element);
                break;
            case TupleTypeSyntax { Elements: var elements }:
                foreach (var element in elements)
                    Replace(element.Type);
                break;
            case NameSyntax { IsVar: false } name:
                ReplaceName(name);
                break;
        }
    }

    /// <summary>A type with values of a graph for tensors, in full.</summary>
    public string Of(ITypeSymbol type)
    {
        if (TorchTypes.IsTensor(type))
            return names.Value;
        return type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace("global::TorchSharp.torch.Tensor", names.Value);
    }

    private void ReplaceName(NameSyntax name)
    {
        // Where an object is made, the name is no expression of its own.
        var model = modelOf(name.SyntaxTree);
        var type = model.GetSymbolInfo(name).Symbol as ITypeSymbol ?? model.GetTypeInfo(name).Type;
        if (!GraphTypes.Carries(type))
            return;

        if (TorchTypes.IsTensor(type))
        {
            if (GraphTypes.IsExactlyTensor(type))
                code.Replace(name, names.Value);
            return;
        }

        if (LastOf(name) is GenericNameSyntax generic)
        {
            foreach (var argument in generic.TypeArgumentList.Arguments)
                Replace(argument);
        }
        else
        {
            code.Replace(name, Of(type!));
        }
    }

    private static SimpleNameSyntax LastOf(NameSyntax name) => name switch
    {
        QualifiedNameSyntax { Right: var right } => right,
        AliasQualifiedNameSyntax { Name: var right } => right,
        _ => (SimpleNameSyntax)name,
    };
}
