using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Layers;

/// <summary>An annotated class as the rules about its layers see it. What a rule asks for is found once, for all of them.</summary>
internal sealed class ModelView
{
    private readonly Lazy<ImmutableArray<LayerCreation>> _creations;
    private readonly Lazy<LayerGraph?> _graph;
    private readonly Func<SyntaxTree, SemanticModel> _modelOf;

    /// <summary>A view on a reading.</summary>
    /// <param name="reading">What the reader made of the class; it has a model.</param>
    /// <param name="modelOf">Gives the semantic model of a file.</param>
    public ModelView(ClassReading reading, Func<SyntaxTree, SemanticModel> modelOf)
    {
        Reading = reading;
        _modelOf = modelOf;
        _creations = new(FindCreations);
        _graph = new(() => LayerGraphReader.CanFollow(reading) ? new LayerGraphReader(this).Read() : null);
    }

    /// <summary>What the reader made of the class.</summary>
    public ClassReading Reading { get; }

    /// <summary>The class.</summary>
    public INamedTypeSymbol Type => Reading.Symbol;

    /// <summary>What its annotation asks for.</summary>
    public OptionsModel Options => Reading.Model!.Options;

    /// <summary>The calls that make layers, anywhere in the class and its bases, in the order of their parts and text.</summary>
    public ImmutableArray<LayerCreation> Creations => _creations.Value;

    /// <summary>What forward does, in the order of its text; empty where it cannot be followed.</summary>
    public ImmutableArray<Step> Steps => _graph.Value?.Steps ?? [];

    /// <summary>Where forward looks at tensors without making another: the member read, or a keyword, and the expression.</summary>
    public IEnumerable<(string Name, SyntaxNode Syntax)> Reads =>
        Reading.Model!.Forward.Nodes.OfType<ReadNode>().Select(read => (read.Name, Reading.NodeAt(read.Range)));

    /// <summary>
    /// The parts of the class and of its bases in source that the user wrote: the twin is made of them all. The generator's own part mentions
    /// every layer.
    /// </summary>
    public IEnumerable<TypeDeclarationSyntax> Parts => Chain()
        .SelectMany(static type => type.DeclaringSyntaxReferences)
        .Where(static reference => !reference.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))
        .Select(static reference => reference.GetSyntax())
        .OfType<TypeDeclarationSyntax>();

    /// <summary>The creation that a call is, or null if it makes no layer of TorchSharp.</summary>
    public LayerCreation? CreationAt(InvocationExpressionSyntax call)
    {
        var name = NameOf(call);
        return name is not null
            && KnownLayers.Find(name) is not null
            && OperationAt(call) is IInvocationOperation operation
            && operation.TargetMethod is { IsStatic: true, ContainingType.Name: "nn" or "torch" }
            ? new LayerCreation(name, operation)
            : null;
    }

    /// <summary>
    /// Where the annotation of the class, or of a field of it, sets a property; its name where the assembly's annotation does.
    /// </summary>
    public Location PlaceOf(string property, ISymbol? field = null)
    {
        var data = field is null ? TorchTypes.AnnotationOf(Type) : TorchTypes.AnnotationOf(field);
        var annotation = data?.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        var argument = annotation?.ArgumentList?.Arguments
            .FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == property);
        return (argument?.Expression ?? annotation?.Name ?? (SyntaxNode)Reading.Declaration).GetLocation();
    }

    /// <summary>The bound form of an expression; null if it does not bind.</summary>
    public IOperation? OperationAt(SyntaxNode node) => _modelOf(node.SyntaxTree).GetOperation(node);

    /// <summary>What a name stands for.</summary>
    public ISymbol? SymbolAt(SyntaxNode node) => _modelOf(node.SyntaxTree).GetSymbolInfo(node).Symbol;

    /// <summary>The simple name by which a call names its method, or null.</summary>
    public static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        MemberBindingExpressionSyntax { Name.Identifier.ValueText: var name } => name,
        _ => null,
    };

    private IEnumerable<INamedTypeSymbol> Chain()
    {
        for (var type = Type; type is not null && type.IsBeside(Type) && !TorchTypes.IsModuleBase(type); type = type.BaseType)
            yield return type;
    }

    private ImmutableArray<LayerCreation> FindCreations() =>
    [
        .. Parts
            .SelectMany(static part => part.DescendantNodes(node => node == part || node is not TypeDeclarationSyntax))
            .OfType<InvocationExpressionSyntax>()
            .Select(CreationAt)
            .OfType<LayerCreation>(),
    ];
}
