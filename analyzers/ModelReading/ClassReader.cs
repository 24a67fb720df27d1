using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Flows;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading;

/// <summary>
/// Reads an annotated class. The generator and every rule read through here, so they cannot disagree: what keeps a class
/// from having a twin is exactly what <see cref="ClassReading.Problems"/> lists.
/// </summary>
internal static class ClassReader
{
    /// <summary>Reads a class whose annotation and annotated part are at hand.</summary>
    /// <param name="type">The class.</param>
    /// <param name="declaration">The part of it that carries the annotation.</param>
    /// <param name="annotation">The annotation.</param>
    /// <param name="model">The semantic model of that part's file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ClassReading Read(
        INamedTypeSymbol type,
        TypeDeclarationSyntax declaration,
        AttributeData annotation,
        SemanticModel model,
        CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var @short = new ShortNames(model, declaration);
        var typeModel = TypeReader.Read(type, declaration, @short, problems);
        if (ForwardOf(type) is not (var method, { } syntax))
        {
            if (TorchTypes.IsModule(type))
                problems.Add(ProblemKind.NoForward, declaration.Identifier, type.Name);
            return new ClassReading(type, declaration, problems.ToImmutable());
        }

        var binder = new ExpressionBinder(model, cancellation);
        var members = new MemberTable(type, binder);
        var creations = new CreationReader(members.Chain, binder);
        var fields = new FieldReader(members.Chain, creations, problems).Read();
        creations.CheckRegistrations(problems);

        var owner = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? declaration;
        var usings = new FileUsings(members.Chain, owner);
        var names = new TypeNames(type, [.. members.Chain.SelectMany(static owner => owner.DeclaringSyntaxReferences).Select(static reference => reference.SyntaxTree).Distinct()], typeModel.BaseType, @short);
        var constants = new ConstantRepeater(fields, members);
        var texts = new MemberTexts();
        var flow = new FlowReader(members, fields, constants, texts, names, binder, usings, problems, cancellation);
        var nodes = flow.Read(syntax, method);
        new HiddenOptionReader(fields, creations, new SettledValues(fields, creations, members, constants, names), problems).Read();
        var documentation = new MemberDocumentation(members, fields, texts, names);
        documentation.Adapt();
        foreach (var text in texts.All)
        {
            if (text.Condition() is { } condition)
                problems.Add(ProblemKind.Construct, condition, "an #if", "move the choice into a constant");
        }

        var annotations = new AnnotationReader(type, declaration, binder, problems);
        var options = annotations.OfClass(annotation);
        var models = new FieldModels(names, binder, problems, annotations, options).Of(fields, out var readings);
        var scope = new ScopeReader(binder.ModelOf(syntax.SyntaxTree), owner, usings)
            .Read(fields, [.. flow.OutsideNames.Concat(constants.OutsideNames).Concat(documentation.OutsideNames).Concat(names.OutsideNames).Distinct(StringComparer.Ordinal)], flow.MayUseExtensions || names.NeedsOtherUsings);

        var module = new ModuleModel(typeModel, options, scope, models, texts.ToModel(nodes));
        return new ClassReading(type, declaration, problems.ToImmutable(), module, readings, creations, syntax, texts)
        {
            IsSelfContained = !binder.WasAsked,
            Bases = [.. members.Chain.Skip(1)],
        };
    }

    /// <summary>Reads a class of which only the symbol is at hand; null if it carries no annotation in source.</summary>
    /// <param name="type">The class.</param>
    /// <param name="modelOf">Gives the semantic model of a file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ClassReading? Read(INamedTypeSymbol type, Func<SyntaxTree, SemanticModel> modelOf, CancellationToken cancellation)
    {
        if (TorchTypes.AnnotationOf(type) is not { ApplicationSyntaxReference: { } reference } annotation)
            return null;
        if (reference.GetSyntax(cancellation).FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } declaration)
            return null;

        return Read(type, declaration, annotation, modelOf(declaration.SyntaxTree), cancellation);
    }

    private static (IMethodSymbol Method, MethodDeclarationSyntax Syntax)? ForwardOf(INamedTypeSymbol type)
    {
        foreach (var owner in MemberTable.ChainOf(type))
        {
            foreach (var member in owner.GetMembers("forward"))
            {
                // Asking the symbol whether it overrides would bind the types of its signature.
                if (member is IMethodSymbol method
                    && MemberTable.CodeOf(method) is MethodDeclarationSyntax syntax
                    && syntax.Modifiers.Any(SyntaxKind.OverrideKeyword)
                    && (syntax.Body is not null || syntax.ExpressionBody is not null))
                {
                    return (method, syntax);
                }
            }
        }

        return null;
    }
}
