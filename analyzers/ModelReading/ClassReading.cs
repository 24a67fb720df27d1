using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Exports;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading;

/// <summary>
/// What the reader made of one annotated class: the plain model, what stands against a twin, and the way from the model
/// back to the source. The generator takes <see cref="Twinnable"/> out of it and drops the rest; the rules look at all of it.
/// </summary>
internal sealed class ClassReading
{
    private readonly CreationReader? _creations;
    private readonly MemberTexts? _texts;

    /// <summary>A class of which nothing but its declaration could be read.</summary>
    public ClassReading(INamedTypeSymbol symbol, TypeDeclarationSyntax declaration, ImmutableArray<Problem> problems)
    {
        Symbol = symbol;
        Declaration = declaration;
        Problems = problems;
    }

    /// <summary>A class that was read.</summary>
    public ClassReading(
        INamedTypeSymbol symbol,
        TypeDeclarationSyntax declaration,
        ImmutableArray<Problem> problems,
        ModuleModel model,
        ImmutableArray<FieldReading> fields,
        CreationReader creations,
        MethodDeclarationSyntax forward,
        MemberTexts texts)
        : this(symbol, declaration, problems)
    {
        Model = model;
        Fields = fields;
        Forward = forward;
        _creations = creations;
        _texts = texts;
    }

    /// <summary>The class.</summary>
    public INamedTypeSymbol Symbol { get; }

    /// <summary>The part of the class that carries the annotation.</summary>
    public TypeDeclarationSyntax Declaration { get; }

    /// <summary>What could be read, problems or not; null if there is no forward to read.</summary>
    public ModuleModel? Model { get; }

    /// <summary>The fields of the model with their places, in the same order.</summary>
    public ImmutableArray<FieldReading> Fields { get; } = [];

    /// <summary>The forward that was read, or null.</summary>
    public MethodDeclarationSyntax? Forward { get; }

    /// <summary>What stands against a twin; empty if the class gets one.</summary>
    public ImmutableArray<Problem> Problems { get; }

    /// <summary>
    /// The model a twin is made from; null as soon as there is a problem, and while what it copies does not parse: then the
    /// compiler speaks, and a copy of the broken text would only repeat it.
    /// </summary>
    public ModuleModel? Twinnable => Problems.IsEmpty && !_texts!.All.Any(static text => text.Member.ContainsSyntaxErrors()) ? Model : null;

    /// <summary>
    /// Whether nothing was read but the parts of the class and its <see cref="Bases"/> and the declarations of the types they name: no
    /// body or member of another type, so that no edit of one can change the reading.
    /// </summary>
    public bool IsSelfContained { get; init; } = true;

    /// <summary>The classes in source that the class derives from, whose parts were read too; the nearest first.</summary>
    public ImmutableArray<INamedTypeSymbol> Bases { get; init; } = [];

    /// <summary>The expressions assigned to a field anywhere in the class, its initializer included.</summary>
    /// <param name="field">A field of this reading.</param>
    public ImmutableArray<ExpressionSyntax> CreationsOf(FieldReading field) => _creations?.Of(field.Name.ValueText) ?? [];

    /// <summary>How the copied members become a symbolic forward.</summary>
    /// <param name="code">The members that compute over values of a graph, and what changes in them.</param>
    /// <param name="ofClass">How those of the class itself do.</param>
    public TraceModel TraceOf(TracedCode code, TraceModel ofClass) => code.ToModel(ofClass.Signature, ofClass.Scope, _texts!, ofTwin: true);

    /// <summary>The place in the source of a stretch of a copied member.</summary>
    /// <param name="range">A range of the model's flow.</param>
    public Location Locate(TextRange range)
    {
        var text = _texts!.Around(range);
        return Location.Create(text.Member.SyntaxTree, text.SpanOf(range));
    }

    /// <summary>The syntax of a stretch of a copied member.</summary>
    /// <param name="range">A range of the model's flow.</param>
    public SyntaxNode NodeAt(TextRange range)
    {
        var text = _texts!.Around(range);
        return text.Member.SyntaxTree.GetRoot().FindNode(text.SpanOf(range), getInnermostNodeForTie: true);
    }

    /// <summary>The text of a stretch of a copied member, as written.</summary>
    /// <param name="range">A range of the model's flow.</param>
    public string TextAt(TextRange range) => Model!.Forward.Text.Substring(range.Start, range.Length);
}
