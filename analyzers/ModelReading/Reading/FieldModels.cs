using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Turns what was gathered of each field into the model's records, leaving out what the twin has no use for.</summary>
/// <param name="names">Writes types.</param>
/// <param name="owner">The class.</param>
/// <param name="type">The class, as read.</param>
/// <param name="binder">Told about constants of other types.</param>
/// <param name="problems">Takes the fields whose types the twin cannot name.</param>
/// <param name="annotations">Reads the annotations of fields.</param>
/// <param name="options">What the class asks for.</param>
internal sealed class FieldModels(
    TypeNames names,
    INamedTypeSymbol owner,
    TypeModel type,
    ExpressionBinder binder,
    ProblemList problems,
    AnnotationReader annotations,
    OptionsModel options)
{
    /// <summary>The layers, tensors and used values among the fields.</summary>
    public EquatableArray<FieldModel> Of(FieldTable fields, out ImmutableArray<FieldReading> readings)
    {
        var models = ImmutableArray.CreateBuilder<FieldModel>();
        var places = ImmutableArray.CreateBuilder<FieldReading>();
        foreach (var field in fields.Entries)
        {
            if (!field.IsUsed && field.Role is not (FieldRole.Layer or FieldRole.Tensor))
                continue;

            var model = Of(field);
            models.Add(model);
            places.Add(new FieldReading(model, field.Symbol, field.Name));
        }

        readings = places.ToImmutable();
        return new EquatableArray<FieldModel>(models.ToImmutable());
    }

    /// <summary><c>Module&lt;Tensor, Tensor&gt;</c>, as short as the class writes its own base if that is the same.</summary>
    private string AnyLayer => TorchTypes.MapsTensorToTensor(owner)
        ? type.BaseType
        : "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>";

    private FieldModel Of(FieldEntry field)
    {
        var (text, isNullable) = names.Write(field.Type, field.Written);
        var layer = field.Role == FieldRole.Layer ? LayerOf(field, text) : null;

        if (!names.CanName(field.Type))
        {
            // A hidden layer class can still be converted by its base, which everyone can name.
            if (layer is { Kind: LayerKind.Annotated } && TorchTypes.MapsTensorToTensor(field.Type))
                (text, layer) = (AnyLayer, new LayerModel(LayerKind.Unknown, AnyLayer, IsDeclared: true, TwinType: null));
            else if (field.Role != FieldRole.Constant)
                problems.Add(ProblemKind.InaccessibleType, field.Name, field.Name.ValueText, field.Written?.ToString() ?? field.Type.Name);
        }

        return new FieldModel(
            field.Name.Text,
            text,
            isNullable,
            field.Role,
            layer,
            SyntaxFacts.GetText(field.Symbol is IParameterSymbol ? Accessibility.Private : field.Symbol.DeclaredAccessibility),
            field.Symbol is IPropertySymbol,
            IsReadOnly: !field.IsAssigned,
            field.HasAttributes ? ComponentName(field.Symbol) : null,
            field.HasAttributes && TorchTypes.AttributeOf(field.Symbol, "KeepFloatAttribute") is not null,
            field.Constant,
            field.HasAttributes ? annotations.OfField(field.Symbol, options) : null)
        {
            IsStaticReadOnly = field.IsStaticReadOnly,
        };
    }

    private LayerModel LayerOf(FieldEntry field, string text) => new(
        field.Kind,
        field.LayerName.Length == 0 ? text : field.LayerName,
        field.IsDeclared,
        field.Kind switch
        {
            LayerKind.Annotated => TwinType(text, field.LayerName),
            LayerKind.List => ListType(field, text),
            _ => null,
        });

    /// <summary>Converted elements need not have the class of the float ones, only its base.</summary>
    private string? ListType(FieldEntry field, string text) =>
        TorchTypes.IsModuleBase(((INamedTypeSymbol)field.Type).TypeArguments[0])
            ? null
            : text.Substring(0, text.IndexOf('<')) + "<" + AnyLayer + ">";

    /// <summary>The twin stands beside its class, so its name is the class's with another last part.</summary>
    private static string TwinType(string text, string className) =>
        text.EndsWith(className, StringComparison.Ordinal) ? text.Substring(0, text.Length - className.Length) + TypeReader.TwinName(className) : text;

    private string? ComponentName(ISymbol symbol)
    {
        if (TorchTypes.AttributeOf(symbol, "ComponentNameAttribute") is not { } attribute)
            return null;

        if (attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: [{ Expression: not LiteralExpressionSyntax }] })
            binder.NoteConstant();

        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Name", Value.Value: string name })
                return SymbolDisplay.FormatLiteral(name, quote: true);
        }

        return null;
    }
}
