using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Reads the annotations of a class and its fields, and checks what they ask for: a target that quantizers can be placed for,
/// descriptors that there are. The names of these are replaced by code that means them in the twin.
/// </summary>
/// <param name="owner">The annotated class.</param>
/// <param name="declaration">The part of it that carries the annotation.</param>
/// <param name="binder">Told about constants and members of other types.</param>
/// <param name="problems">Takes what cannot be had.</param>
internal sealed class AnnotationReader(INamedTypeSymbol owner, TypeDeclarationSyntax declaration, ExpressionBinder binder, ProblemList problems)
{
    // What the argument without a name stands for.
    private const string Granularity = nameof(OptionsModel.Weights);

    private const int FewestBits = 2;
    private const int MostBits = 16;

    /// <summary>What the class asks for, and the assembly for what the class leaves out.</summary>
    /// <param name="annotation">The annotation.</param>
    /// <param name="syntax">Where it stands.</param>
    public OptionsModel OfClass(AnnotationArguments annotation, AttributeSyntax? syntax)
    {
        NoteConstants(annotation, syntax);
        return Check(annotation, syntax, OptionsReader.Read(annotation, AssemblyOptions.Of(binder.Compilation)), owner.Name, unless: null);
    }

    /// <summary>What a field asks for where it differs from its class; null if the field has no annotation.</summary>
    /// <param name="field">The field or property.</param>
    /// <param name="ofClass">What the class asks for.</param>
    public OptionsModel? OfField(ISymbol field, OptionsModel ofClass)
    {
        if (TorchTypes.AnnotationOf(field) is not { } annotation)
            return null;

        var syntax = annotation.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax;
        if (syntax is not null && TorchTypes.AttributeOf(field, "KeepFloatAttribute") is not null)
            problems.Add(ProblemKind.ContradictoryAttributes, syntax, field.Name);

        var arguments = AnnotationArguments.Of(annotation)!;
        NoteConstants(arguments, syntax);
        return Check(arguments, syntax, OptionsReader.Read(arguments, ofClass), field.Name, unless: ofClass);
    }

    /// <summary>The remembered reading of a class is good for as long as its own text is; values that are not written out come from elsewhere.</summary>
    private void NoteConstants(AnnotationArguments annotation, AttributeSyntax? syntax)
    {
        if (annotation.AreWritten)
            return;

        var areWrittenOut = syntax?.ArgumentList?.Arguments.All(argument => WrittenValues.IsWrittenOut(argument.Expression, binder.Compilation)) is not false;
        if (!areWrittenOut || annotation.AreFaulty)
            binder.NoteConstant();
    }

    private OptionsModel Check(AnnotationArguments annotation, AttributeSyntax? syntax, OptionsModel options, string annotated, OptionsModel? unless)
    {
        if (unless is not null && KindOf(options.Target) != KindOf(unless.Target))
            problems.Add(ProblemKind.MixedTargets, PlaceOf(syntax, nameof(OptionsModel.Target), nameof(OptionsModel.WeightAlgorithm), nameof(OptionsModel.ActivationAlgorithm)), annotated, options.Target, unless.Target);
        if (HasScalesTooMany(options) && (unless is null || !HasScalesTooMany(unless)))
            problems.Add(ProblemKind.SaturatedChannels, PlaceOf(syntax, nameof(OptionsModel.BiasMode), Granularity), annotated);
        if (options.WeightBits != unless?.WeightBits)
            CheckBits(syntax, nameof(OptionsModel.WeightBits), options.WeightBits, options.Target);
        if (options.ActivationBits != unless?.ActivationBits)
            CheckBits(syntax, nameof(OptionsModel.ActivationBits), options.ActivationBits, options.Target);
        new LowBitCheck(problems, properties => PlaceOf(syntax, properties)).Check(options, annotated, unless);

        return options is { InputDescriptor: null, WeightDescriptor: null } ? options : options with
        {
            InputDescriptor = Resolve(syntax, nameof(OptionsModel.InputDescriptor), options.InputDescriptor, unless?.InputDescriptor),
            WeightDescriptor = Resolve(syntax, nameof(OptionsModel.WeightDescriptor), options.WeightDescriptor, unless?.WeightDescriptor),
        };
    }

    /// <summary>A bias saturated to 16 bits is split into a coefficient and one constant of the layer, so the layer has one scale.</summary>
    private static bool HasScalesTooMany(OptionsModel options) =>
        options is { Target: OptionsModel.PowerOfTwo, BiasMode: "Saturate16", Weights: "PerChannel" or "Depthwise" };

    /// <summary>Targets of one kind have quantizers at the same places.</summary>
    private static string KindOf(string target) => target is OptionsModel.PowerOfTwo or OptionsModel.LowBit ? target : OptionsModel.Default.Target;

    private void CheckBits(AttributeSyntax? syntax, string property, int bits, string target)
    {
        var fewest = target == OptionsModel.LowBit ? 1 : FewestBits;
        if (bits >= fewest && bits <= MostBits)
            return;

        var numbers = new[] { bits, fewest, MostBits }.Select(static number => number.ToString(CultureInfo.InvariantCulture));
        problems.Add(ProblemKind.BitWidth, PlaceOf(syntax, property), [property, .. numbers]);
    }

    /// <summary>The code that means a descriptor; what a field takes over from its class is code already.</summary>
    private string? Resolve(AttributeSyntax? syntax, string property, string? name, string? inherited)
    {
        if (name is null || name == inherited)
            return name;

        var (code, fault) = Find(name);
        if (fault is not null)
            problems.Add(ProblemKind.UnknownDescriptor, PlaceOf(syntax, property), property, name, fault);
        return code;
    }

    private (string? Code, string? Fault) Find(string name)
    {
        var expression = SyntaxFactory.ParseExpression(name);
        var isName = expression.DescendantNodesAndSelf().All(static node => node is SimpleNameSyntax or MemberAccessExpressionSyntax or AliasQualifiedNameSyntax);
        if (!isName || expression.ContainsDiagnostics)
            return (null, "it is not a name");

        var position = declaration.OpenBraceToken.IsKind(SyntaxKind.None) ? declaration.Identifier.SpanStart : declaration.OpenBraceToken.Span.End;
        var model = binder.ModelOf(declaration.SyntaxTree);
        var found = model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression);
        var symbol = found.Symbol ?? found.CandidateSymbols.FirstOrDefault();
        var type = symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => null,
        };

        if (symbol is null || type is null)
            return (null, "there is no static field or property of that name that the twin can reach");
        if (!TorchTypes.IsDescriptor(type))
            return (null, $"its type is {type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}, not QuantDescriptor");
        if (!symbol.IsStatic)
            return (null, "it is not static");

        // The twin stands beside the class, not in it.
        ISymbol home = owner.ContainingType is { } outer ? outer : owner.ContainingAssembly;
        if (!model.Compilation.IsSymbolAccessibleWithin(symbol, home))
            return (null, "the twin cannot reach it; make it internal");

        if (!SymbolEqualityComparer.Default.Equals(symbol.ContainingType, owner))
            binder.NoteConstant();
        return (CodeOf(symbol), null);
    }

    /// <summary>The name of a static member behind its type: short where the twin stands in the type's own namespace, else in full.</summary>
    private string CodeOf(ISymbol member)
    {
        var type = member.ContainingType;
        var isNear = type.ContainingType is null && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, owner.ContainingNamespace);
        var isOwner = SymbolEqualityComparer.Default.Equals(type, owner);
        var format = isNear || isOwner ? SymbolDisplayFormat.MinimallyQualifiedFormat : SymbolDisplayFormat.FullyQualifiedFormat;
        return type.ToDisplayString(format) + "." + member.Name;
    }

    /// <summary>The value that the first of some properties is given or, where the assembly gives it, the name of the class.</summary>
    private Location PlaceOf(AttributeSyntax? syntax, params ReadOnlySpan<string> properties)
    {
        var arguments = syntax?.ArgumentList?.Arguments ?? default;
        foreach (var property in properties)
        {
            if (arguments.FirstOrDefault(argument => (argument.NameEquals?.Name.Identifier.ValueText ?? Granularity) == property) is { } argument)
                return argument.Expression.GetLocation();
        }

        return declaration.Identifier.GetLocation();
    }
}
