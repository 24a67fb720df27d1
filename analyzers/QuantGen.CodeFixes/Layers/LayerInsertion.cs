using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.Analyzers.Forward;
using QuantGen.CodeFixes.Editing;

namespace QuantGen.CodeFixes.Layers;

/// <summary>Adds a layer to a model class in the style of those it has: declared like them, made where they are made.</summary>
/// <param name="parts">The parts of the class, the one that will use the layer in front.</param>
/// <param name="symbols">The types to look for.</param>
internal sealed class LayerInsertion(ImmutableArray<ClassPart> parts, TorchSymbols symbols)
{
    private static readonly string[] _factories = ["", "nn.", "torch.nn.", "TorchSharp.torch.nn.", "global::TorchSharp.torch.nn."];
    private static readonly string[] _modules = ["", "Modules.", "TorchSharp.Modules.", "global::TorchSharp.Modules."];

    /// <summary>The edits that declare and make a layer; null where it is not plain to see how.</summary>
    public List<SourceEdit>? Edits(LayerCode layer)
    {
        var constructors = ModelConstructor.Of(parts).ToImmutableArray();
        var byInitializer = !layer.ReadsMembers && (constructors.IsEmpty || PrefersInitializers());
        if (!byInitializer && (constructors.IsEmpty || constructors.Any(static constructor => constructor.Syntax.Body is null)))
            return null;

        var owner = parts.FirstOrDefault(static part => !part.LayerFields.IsEmpty) ?? parts[0];
        if (byInitializer)
        {
            var initial = Creation(owner, owner.Syntax.OpenBraceToken.Span.End, layer);
            return initial is null ? null : [Declaration(owner, layer, " = " + initial)];
        }

        var edits = new List<SourceEdit> { Declaration(owner, layer, string.Empty) };
        foreach (var constructor in constructors)
        {
            if (Creation(constructor.Part, constructor.Syntax.Body!.OpenBraceToken.Span.End, layer) is not { } creation)
                return null;

            edits.Add(Assignment(constructor, $"{layer.Name} = {creation};"));
        }

        return edits;
    }

    private bool PrefersInitializers()
    {
        var variables = parts.SelectMany(static part => part.LayerFields).SelectMany(static field => field.Declaration.Variables).ToList();
        return variables.Count(static variable => variable.Initializer is not null) * 2 > variables.Count;
    }

    private SourceEdit Declaration(ClassPart part, LayerCode layer, string initializer)
    {
        var last = part.LayerFields.LastOrDefault();
        var modifiers = last is null
            ? "private readonly"
            : string.Join(" ", last.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.RequiredKeyword)));
        var declaration = $"{modifiers} {Type(part, layer)} {layer.Name}{initializer};".TrimStart();
        return last is null
            ? Lines.AsFirstMember(part.Document, part.Text, part.Syntax, declaration)
            : Lines.After(part.Document, part.Text, last, declaration);
    }

    // Who declares every layer as Module<Tensor, Tensor> gets the new one so too; else by the shortest name that finds the class.
    private string Type(ClassPart owner, LayerCode layer)
    {
        if (owner.LayerFields.LastOrDefault() is { } last && parts.All(DeclaresBaseOnly))
            return last.Declaration.Type.ToString();

        var type = owner.Model.Compilation.GetTypeByMetadataName("TorchSharp.Modules." + layer.Layer);
        var prefix = _modules.FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(Bind(candidate), type));
        return (prefix ?? _modules[_modules.Length - 1]) + layer.Layer;

        ITypeSymbol? Bind(string prefix) => owner.Model.GetSpeculativeTypeInfo(
            owner.Syntax.OpenBraceToken.Span.End,
            SyntaxFactory.ParseTypeName(prefix + layer.Layer),
            SpeculativeBindingOption.BindAsTypeOrNamespace).Type;
    }

    private bool DeclaresBaseOnly(ClassPart part) =>
        part.LayerFields.All(field => symbols.IsModuleBase(part.Model.GetTypeInfo(field.Declaration.Type).Type as INamedTypeSymbol));

    // The call of the factory as it has to be written there: as the class calls other factories, else by the shortest name that finds it.
    private string? Creation(ClassPart part, int position, LayerCode layer)
    {
        foreach (var prefix in _factories.OrderByDescending(prefix => prefix.Length > 0 && Uses(part, prefix)))
        {
            var creation = $"{prefix}{layer.Layer}({layer.Arguments})";
            var expression = SyntaxFactory.ParseExpression(creation);
            var bound = part.Model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
            if (bound is IMethodSymbol method && symbols.IsFactory(method))
                return creation;
        }

        return null;
    }

    private bool Uses(ClassPart part, string prefix) =>
        part.Syntax.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access =>
            access.Expression + "." == prefix
            && access.Parent is InvocationExpressionSyntax
            && part.Model.GetSymbolInfo(access).Symbol is IMethodSymbol method
            && symbols.IsFactory(method));

    private SourceEdit Assignment(ModelConstructor constructor, string statement)
    {
        var (document, text) = (constructor.Part.Document, constructor.Part.Text);
        var registration = constructor.Registration(symbols);
        if (constructor.LastCreation(symbols, registration) is { } last)
            return Lines.After(document, text, last, statement);

        return registration is null
            ? Lines.AtEnd(document, text, constructor.Syntax.Body!, statement)
            : Lines.Before(document, text, registration, statement);
    }
}
