using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Flows;
using QuantGen.ModelReading.Layers;
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
    /// <param name="place">The annotation in the source.</param>
    /// <param name="types">Tells what types written in the class mean.</param>
    /// <param name="binder">Asked about what syntax and declarations leave undecided.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ClassReading Read(
        INamedTypeSymbol type,
        TypeDeclarationSyntax declaration,
        AnnotationArguments annotation,
        AttributeSyntax? place,
        DeclaredTypes types,
        ExpressionBinder binder,
        CancellationToken cancellation)
    {
        var model = binder.ModelOf(declaration.SyntaxTree);
        var problems = new ProblemList();
        var @short = new ShortNames(model, declaration);
        var chain = new ClassChain(type, types);
        var typeModel = TypeReader.Read(type, declaration, chain, @short, problems);
        if (ForwardOf(chain) is not (var home, { } syntax))
        {
            // What a base without source leaves to be done is that base's matter.
            if (TorchTypes.IsModuleBase(chain.Base))
                problems.Add(ProblemKind.NoForward, declaration.Identifier, type.Name, chain.Base!.IsGenericType ? "override forward in it" : "derive it from torch.nn.Module<...> and override forward in it");
            return new ClassReading(type, declaration, problems.ToImmutable()) { Bases = chain.Bases };
        }

        var members = new MemberTable(chain, binder);
        var creations = new CreationReader(chain, binder);
        var fields = new FieldReader(chain, types, creations, problems).Read();
        creations.CheckRegistrations(fields, problems);
        var annotations = new AnnotationReader(type, declaration, binder, problems);
        var options = annotations.OfClass(annotation, place);
        var isForPowerOfTwo = options.Target == OptionsModel.PowerOfTwo;
        foreach (var field in fields.Entries)
            field.BecomesClip = isForPowerOfTwo && KnownLayers.IsClip(field.Kind, field.LayerName);

        var owner = syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? declaration;
        var usings = types.UsingsOf(chain, owner);
        var names = new TypeNames(chain, typeModel.BaseType, @short);
        var constants = new ConstantRepeater(fields, members);
        var texts = new MemberTexts();
        var flow = new FlowReader(members, fields, constants, texts, names, binder, usings, problems, isForPowerOfTwo, cancellation);
        var nodes = flow.Read(syntax, home);
        new HiddenOptionReader(fields, creations, new SettledValues(fields, creations, members, constants, names), problems).Read();
        var documentation = new MemberDocumentation(members, fields, texts, names);
        documentation.Adapt();
        foreach (var text in texts.All)
        {
            if (text.Condition() is { } condition)
                problems.Add(ProblemKind.Construct, condition, "an #if", "move the choice into a constant");
        }

        var models = new FieldModels(names, binder, problems, annotations, options).Of(fields, out var readings);
        var scope = new ScopeReader(binder.ModelOf(syntax.SyntaxTree), home, owner, usings, types)
            .Read(fields, Union(flow.OutsideNames, constants.OutsideNames, documentation.OutsideNames, names.OutsideNames), options.Target, flow.MayUseExtensions || names.NeedsOtherUsings);

        var module = new ModuleModel(typeModel, options, scope, models, texts.ToModel(nodes));
        return new ClassReading(type, declaration, problems.ToImmutable(), module, readings, creations, syntax, texts)
        {
            IsSelfContained = !binder.WasAsked,
            Bases = chain.Bases,
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

        var binder = new ExpressionBinder(modelOf(declaration.SyntaxTree), cancellation);
        return Read(type, declaration, AnnotationArguments.Of(annotation)!, reference.GetSyntax(cancellation) as AttributeSyntax, new DeclaredTypes(binder), binder, cancellation);
    }

    /// <summary>Reads the class of an annotated part; null if its annotation is none, or another part has it.</summary>
    /// <param name="declaration">The part.</param>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static ClassReading? Read(TypeDeclarationSyntax declaration, SemanticModel model, CancellationToken cancellation)
    {
        if (ClassSymbols.Of(declaration, model, cancellation) is not { } type)
            return null;

        var binder = new ExpressionBinder(model, cancellation);
        var types = new DeclaredTypes(binder);
        if (types.AnnotationOf(type, declaration) is { } shared)
            return Read(type, declaration, shared, declaration.AttributeLists[0].Attributes[0], types, binder, cancellation);

        // Annotated at several parts, which is an error, the class has its one twin by the first.
        return TorchTypes.AnnotationOf(type) is { ApplicationSyntaxReference: { } place } annotation
            && place.SyntaxTree == declaration.SyntaxTree
            && declaration.Span.Contains(place.Span)
            ? Read(type, declaration, AnnotationArguments.Of(annotation)!, place.GetSyntax(cancellation) as AttributeSyntax, types, binder, cancellation)
            : null;
    }

    /// <summary>The forward of a class or of the nearest base in source that has one with a body, and the class that has it; null if there is none.</summary>
    /// <param name="chain">The class and its bases in source.</param>
    public static (INamedTypeSymbol Owner, MethodDeclarationSyntax Syntax)? ForwardOf(ClassChain chain)
    {
        foreach (var (owner, part) in chain.Parts)
        {
            foreach (var member in part.Members)
            {
                if (member is MethodDeclarationSyntax { Identifier.ValueText: "forward" } syntax
                    && syntax.Modifiers.Any(SyntaxKind.OverrideKeyword)
                    && (syntax.Body is not null || syntax.ExpressionBody is not null))
                {
                    return (owner, syntax);
                }
            }
        }

        return null;
    }

    private static HashSet<string> Union(HashSet<string> names, params ReadOnlySpan<HashSet<string>> others)
    {
        foreach (var other in others)
            names.UnionWith(other);
        return names;
    }
}
