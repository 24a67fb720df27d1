using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Reading;

namespace QuantGen.Analyzers.Annotations;

/// <summary>A <c>[Quantize]</c> in the source, on whatever it stands.</summary>
/// <param name="syntax">The attribute.</param>
/// <param name="model">The semantic model of its file.</param>
/// <param name="cancellation">Ends the work early.</param>
internal sealed class AnnotationView(AttributeSyntax syntax, SemanticModel model, CancellationToken cancellation)
{
    /// <summary>The attribute.</summary>
    public AttributeSyntax Syntax => syntax;

    /// <summary>The field or property that it stands on; null where it stands on a class or the assembly.</summary>
    public ISymbol? Field => syntax.Parent?.Parent switch
    {
        FieldDeclarationSyntax { Declaration.Variables: [var variable, ..] } => model.GetDeclaredSymbol(variable, cancellation),
        PropertyDeclarationSyntax property => model.GetDeclaredSymbol(property, cancellation),
        _ => null,
    };

    /// <summary>The class that it stands on; null where it stands on a field, a property or the assembly.</summary>
    public INamedTypeSymbol? Class =>
        syntax.Parent?.Parent is TypeDeclarationSyntax declaration ? model.GetDeclaredSymbol(declaration, cancellation) : null;

    /// <summary>The arguments that it writes by name.</summary>
    public IEnumerable<AttributeArgumentSyntax> Named =>
        (syntax.ArgumentList?.Arguments ?? default).Where(static argument => argument.NameEquals is not null);

    /// <summary>The value of an argument; null for null, and for what is no constant.</summary>
    public object? ValueOf(AttributeArgumentSyntax argument) => model.GetConstantValue(argument.Expression, cancellation).Value;

    /// <summary>The target that the annotation of a class asks for, or the assembly where it leaves it out.</summary>
    /// <param name="ofClass">The annotation of a class.</param>
    public string TargetOf(AttributeData ofClass) => OptionsReader.Read(ofClass, model.Compilation).Target;

    /// <summary>The target of all classes, as the annotation of the assembly has it; null if an annotation elsewhere may ask for another.</summary>
    public string? CommonTarget()
    {
        foreach (var file in model.Compilation.SyntaxTrees)
        {
            var others = file.GetRoot(cancellation).DescendantNodes(static node => node is not (BaseMethodDeclarationSyntax or StatementSyntax or ExpressionSyntax))
                .OfType<AttributeArgumentSyntax>();
            if (others.Any(argument => argument.NameEquals?.Name.Identifier.ValueText is "Target" or "WeightAlgorithm" or "ActivationAlgorithm" && argument.Parent?.Parent != syntax))
                return null;
        }

        return AssemblyOptions.Of(model.Compilation).Target;
    }

    /// <summary>Whether a field carries <c>[KeepFloat]</c>.</summary>
    public static bool IsKeptFloat(ISymbol field) => TorchTypes.AttributeOf(field, "KeepFloatAttribute") is not null;
}
