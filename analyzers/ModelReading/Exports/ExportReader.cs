using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>
/// Reads a class that is to be exported. Unlike <see cref="ClassReader"/> it asks the compiler for the meaning of every expression of forward, so it is only used for
/// classes that ask for it. Generator and rules read through here: a class without a problem gets a symbolic forward that compiles.
/// </summary>
internal static class ExportReader
{
    /// <summary>Reads a class; null if it is not to be exported.</summary>
    /// <param name="type">The class.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ExportReading? Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        if (!ExportedClasses.Contain(type, compilation) || GraphTypes.Of(compilation).Value is null)
            return null;
        if ((ExportedClasses.AttributeOf(type) ?? TorchTypes.AnnotationOf(type))?.ApplicationSyntaxReference is not { } reference
            || reference.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
        {
            return null;
        }

        var models = new Dictionary<SyntaxTree, SemanticModel>();
        return Read(type, declaration, compilation, ModelOf, cancellation);

        SemanticModel ModelOf(SyntaxTree file)
        {
            if (!models.TryGetValue(file, out var model))
                models.Add(file, model = compilation.GetSemanticModel(file));
            return model;
        }
    }

    private static ExportReading Read(
        INamedTypeSymbol type, TypeDeclarationSyntax declaration, Compilation compilation, Func<SyntaxTree, SemanticModel> modelOf, CancellationToken cancellation)
    {
        var binder = new ExpressionBinder(modelOf(declaration.SyntaxTree), cancellation);
        var types = new DeclaredTypes(binder);
        var chain = new ClassChain(type, types);
        if (!ExportDeclaration.Allows(type, declaration, chain, compilation, out var obstacles)
            || ClassReader.ForwardOf(chain) is not (var home, var syntax)
            || SourceMembers.DeclaredBy(home, syntax.Identifier.ValueText, syntax) is not IMethodSymbol forward)
        {
            return new ExportReading(obstacles);
        }

        var names = new TraceNames(modelOf(declaration.SyntaxTree), declaration, WrittenIn(chain));
        var code = new TracedCode();
        var walker = new TraceWalker(chain.Types, compilation, modelOf, names, code, cancellation);
        walker.Walk(forward);
        if (walker.IsBroken || code.Members.Any(static member => member.ContainsSyntaxErrors()))
            return new ExportReading([]);

        // A base's symbolic forward does, unless the class has code of its own for something that it calls.
        var exporting = chain.Bases.FirstOrDefault(basis => ExportedClasses.Contain(basis, compilation));
        var isOverride = exporting is not null || TraceWalker.Implements(chain.Base);
        if (exporting is not null && walker.Methods.All(method => !Derives(method.ContainingType, exporting)))
            return new ExportReading([]);

        var problems = walker.Problems.ToList();
        var texts = TextsOf(code, type, problems);
        if (problems.Count > 0)
            return new ExportReading([.. problems.OrderBy(static problem => problem.Location.SourceSpan.Start)]);

        var owner = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? declaration;
        var usings = types.UsingsOf(chain, owner);
        var scope = new TraceScope(
            usings.OfFile(keepsNamespaces: true, keepsStatics: true),
            usings.OfNamespaces(keepsNamespaces: true, keepsStatics: true),
            names.Imports.ToEquatableArray(),
            names.Value,
            names.Traceable,
            names.List,
            names.Failure,
            ScopeReader.NullableAt(modelOf(syntax.SyntaxTree), owner.SpanStart));
        var signature = SignatureOf(forward);
        code.Modifier = ModifierOf(type, isOverride);
        var trace = code.ToModel(signature, scope, texts, ofTwin: false);
        var model = new ExportModel(
            TypeReader.Read(type, declaration, chain, new ShortNames(modelOf(declaration.SyntaxTree), declaration), new ProblemList()),
            texts.ToModel(default),
            trace,
            isOverride);
        return new ExportReading(model, code) { Bases = chain.Bases };
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol basis)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(above.OriginalDefinition, basis.OriginalDefinition))
                return true;
        }

        return false;
    }

    private static string ModifierOf(INamedTypeSymbol type, bool isOverride) => isOverride ? "override" : type.IsSealed ? "" : "virtual";

    /// <summary>The copies, in which nothing but their computation is changed yet.</summary>
    private static MemberTexts TextsOf(TracedCode code, INamedTypeSymbol type, List<ExportProblem> problems)
    {
        var texts = new MemberTexts();
        foreach (var member in code.Members)
            texts.Add(member, isHidden: !member.Modifiers.Any(SyntaxKind.StaticKeyword));
        foreach (var text in texts.All)
        {
            // What a base's documentation refers to may mean something else here.
            if (text.IsDocumented && type.DeclaringSyntaxReferences.All(reference => reference.SyntaxTree != text.Member.SyntaxTree || !reference.Span.Contains(text.Member.Span)))
                text.DropDocumentation(texts);
            if (text.Condition() is { } condition)
                problems.Add(new ExportProblem(ExportProblemKind.Construct, condition.GetLocation(), ["an #if", "move the choice into a constant"]));
        }

        return texts;
    }

    private static HashSet<string> WrittenIn(ClassChain chain)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in chain.Types)
        {
            foreach (var reference in type.DeclaringSyntaxReferences)
            {
                foreach (var token in reference.GetSyntax().DescendantTokens())
                {
                    if (token.IsKind(SyntaxKind.IdentifierToken))
                        names.Add(token.ValueText);
                }
            }
        }

        return names;
    }

    private static TraceSignature SignatureOf(IMethodSymbol forward) => new(
        forward.Parameters.Select(static parameter => new TraceParameter(NameOf(parameter), ShapeOf(parameter.Type), parameter.IsOptional)).ToEquatableArray(),
        ShapeOf(forward.ReturnType));

    private static string NameOf(IParameterSymbol parameter) =>
        SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;

    private static TraceShape ShapeOf(ITypeSymbol type)
    {
        var bare = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] } ? inner : type;
        return bare switch
        {
            _ when TorchTypes.IsTensor(bare) => new TraceShape(bare.NullableAnnotation == NullableAnnotation.Annotated ? TraceShapeKind.Nullable : TraceShapeKind.Value, default),
            INamedTypeSymbol { IsTupleType: true } tuple => new TraceShape(TraceShapeKind.Tuple, tuple.TupleElements.Select(static element => ShapeOf(element.Type)).ToEquatableArray()),
            IArrayTypeSymbol { Rank: 1, ElementType: var element } when TorchTypes.IsTensor(element) => new TraceShape(TraceShapeKind.List, default),
            INamedTypeSymbol { Name: "List" or "IList" or "IReadOnlyList" or "IEnumerable", TypeArguments: [var element] } when TorchTypes.IsTensor(element) => new TraceShape(TraceShapeKind.List, default),
            _ => new TraceShape(TraceShapeKind.Other, default),
        };
    }
}
