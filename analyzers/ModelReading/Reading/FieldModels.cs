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
/// <param name="binder">Told about constants of other types.</param>
/// <param name="problems">Takes the fields whose types the twin cannot name.</param>
/// <param name="annotations">Reads the annotations of fields.</param>
/// <param name="options">What the class asks for.</param>
internal sealed class FieldModels(
    TypeNames names,
    ExpressionBinder binder,
    ProblemList problems,
    AnnotationReader annotations,
    OptionsModel options)
{
    /// <summary>The layers, tensors and used values among the fields.</summary>
    public EquatableArray<FieldModel> Of(FieldTable fields, out ImmutableArray<FieldReading> readings)
    {
        var models = ImmutableArray.CreateBuilder<FieldModel>(fields.Entries.Count);
        var places = ImmutableArray.CreateBuilder<FieldReading>(fields.Entries.Count);
        foreach (var field in fields.Entries)
        {
            if (field.IsHidden || (!field.IsUsed && field.Role is not (FieldRole.Layer or FieldRole.Tensor)))
                continue;

            var model = Of(field);
            models.Add(model);
            places.Add(new FieldReading(model, field.Declaration));
        }

        readings = places.DrainToImmutable();
        return new EquatableArray<FieldModel>(models.DrainToImmutable());
    }

    private FieldModel Of(FieldEntry field)
    {
        var (text, isNullable) = names.Write(field.Type, field.Written);
        var layer = field.Role == FieldRole.Layer ? LayerOf(field, text) : null;

        if (!names.CanName(field.Type))
        {
            // A hidden layer class can still be converted by its base, which everyone can name.
            if (layer is { Kind: LayerKind.Annotated } && TorchTypes.MapsTensorToTensor(field.Callable))
                (text, layer) = (names.AnyLayer, new LayerModel(LayerKind.Unknown, names.AnyLayer, IsDeclared: true, TwinType: null));
            else if (field.Role != FieldRole.Constant)
                problems.Add(ProblemKind.InaccessibleType, field.Name, field.Name.ValueText, field.Written?.ToString() ?? field.Type.Name);
        }

        return new FieldModel(
            field.Name.Text,
            text,
            isNullable,
            field.Role,
            layer,
            SyntaxFacts.GetText(AccessibilityOf(field.Declaration)),
            field.Declaration.IsProperty,
            IsReadOnly: !field.IsAssigned,
            field.HasAttributes ? ComponentName(field.Symbol) : null,
            field.HasAttributes && TorchTypes.AttributeOf(field.Symbol, "KeepFloatAttribute") is not null,
            field.Constant,
            field.HasAttributes ? annotations.OfField(field.Symbol, options) : null)
        {
            IsStaticReadOnly = field.IsStaticReadOnly,
            IsTransient = field.IsTransient,
        };
    }

    /// <summary>Nothing derives from the twin, so nothing in it is protected.</summary>
    private static Accessibility AccessibilityOf(FieldDeclaration field) => field.Accessibility switch
    {
        Accessibility.Protected or Accessibility.ProtectedAndInternal => Accessibility.Private,
        Accessibility.ProtectedOrInternal => Accessibility.Internal,
        var own => own,
    };

    private LayerModel LayerOf(FieldEntry field, string text) => new(
        field.Kind,
        field.LayerName.Length == 0 ? text : field.LayerName,
        field.IsDeclared,
        field.Kind switch
        {
            LayerKind.Annotated => TwinType(text, field.LayerName),
            LayerKind.List => ListType(field, text),
            _ when field.IsWidened => WidenedType(field.Type),
            _ => null,
        })
    {
        CopyOptions = field.CopyOptions,
        HasTwinElements = field.HasTwinElements,
    };

    /// <summary>Elements of an annotated class become its twins; other converted elements need not have the class of the float ones, only its base.</summary>
    private string? ListType(FieldEntry field, string text)
    {
        var element = ((INamedTypeSymbol)field.Type).TypeArguments[0];
        var start = text.IndexOf('<') + 1;
        if (field.HasTwinElements)
        {
            var written = text.Substring(start, text.Length - start - 1);
            var twin = !element.IsAbstract ? TwinType(written, element.Name)
                : TorchTypes.IsModuleBase(element) ? written
                : names.Write(TorchTypes.CallableBase(element)!, written: null).Text;
            return text.Substring(0, start) + twin + ">";
        }

        return TorchTypes.IsModuleBase(element) ? null : text.Substring(0, start) + names.AnyLayer + ">";
    }

    /// <summary>The module class that any conversion of what the field holds derives from.</summary>
    private string WidenedType(ITypeSymbol held) =>
        TorchTypes.MapsTensorToTensor(TorchTypes.ClassOf(held)) ? names.AnyLayer : names.Write(TorchTypes.CallableBase(TorchTypes.ClassOf(held))!, written: null).Text;

    /// <summary>The twin stands beside its class, so its name is the class's with another last part; type arguments stay.</summary>
    private static string TwinType(string text, string className)
    {
        var depth = 0;
        var end = text.Length;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            depth += text[i] == '>' ? 1 : text[i] == '<' ? -1 : 0;
            if (text[i] == '<' && depth == 0 && end == text.Length)
                end = i;
        }

        var start = end - className.Length;
        return start >= 0 && string.CompareOrdinal(text, start, className, 0, className.Length) == 0
            ? text.Substring(0, start) + TypeReader.TwinName(className) + text.Substring(end)
            : text;
    }

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
