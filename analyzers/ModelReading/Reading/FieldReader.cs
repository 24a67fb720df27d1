using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the fields of a class: which are layers, and of which class.</summary>
/// <param name="chain">The annotated class and the classes in source that it derives from.</param>
/// <param name="types">Tells what their types mean.</param>
/// <param name="creations">What is assigned to its fields.</param>
/// <param name="problems">Takes what stands against a twin.</param>
internal sealed class FieldReader(ClassChain chain, DeclaredTypes types, CreationReader creations, ProblemList problems)
{
    /// <summary>Every instance field, auto-property and primary constructor parameter, in the order of declaration.</summary>
    public FieldTable Read()
    {
        var fields = new FieldTable(chain.Parts[0].Syntax.Members.Count);
        foreach (var type in chain.Types)
            ReadFields(type, fields);
        return fields;
    }

    private void ReadFields(INamedTypeSymbol type, FieldTable fields)
    {
        foreach (var field in DeclaredFields.Of(type))
        {
            var entry = Read(field);
            if (!IsReplaced(entry))
                fields.Add(entry);
        }

        foreach (var (owner, part) in chain.Parts)
        {
            if (ReferenceEquals(owner, type) && part.ParameterList is { } parameters)
                ReadParameters(type, part, parameters, fields);
        }
    }

    /// <summary>Whether a class that derives from the field's has another member of its name, so that neither the other half of the class nor the twin can name it.</summary>
    private bool IsReplaced(FieldEntry entry)
    {
        foreach (var type in chain.Types)
        {
            if (SymbolEqualityComparer.Default.Equals(type, entry.Owner))
                return false;
            if (!SourceMembers.Named(type, entry.Name.ValueText).IsEmpty)
                return true;
        }

        return false;
    }

    private FieldEntry Read(FieldDeclaration field)
    {
        var isInherited = !SymbolEqualityComparer.Default.Equals(field.Owner, chain.Types[0]);
        var declared = types.Of(field);
        var type = TorchTypes.ClassOf(declared);
        var callable = types.CallableOf(type);
        var role = TorchTypes.IsModule(callable) ? FieldRole.Layer : TorchTypes.IsTensor(type) ? FieldRole.Tensor : FieldRole.Value;
        var entry = new FieldEntry(field, declared, isInherited && MentionsParameter(field.Written, field.Owner) ? null : field.Written, role)
        {
            Callable = ReferenceEquals(type, declared) ? callable : types.CallableOf(declared),
            IsHidden = isInherited && field.Accessibility == Accessibility.Private,
        };
        if (role == FieldRole.Layer && !entry.IsHidden)
            ReadLayer(entry, field.IsReadOnly);
        return entry;
    }

    /// <summary>Whether a type is written with a type parameter of the base, which means nothing in the twin.</summary>
    private static bool MentionsParameter(TypeSyntax? written, INamedTypeSymbol owner) =>
        owner.IsGenericType
        && written is not null
        && written.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => owner.TypeParameters.Any(parameter => parameter.Name == name.Identifier.ValueText));

    private void ReadLayer(FieldEntry entry, bool isReadOnly)
    {
        if (TorchTypes.LayerOf(entry.Type) is { } declared)
        {
            SetLayer(entry, declared, isDeclared: true);
            if (entry.Kind == LayerKind.List)
                CheckElements(entry);
        }
        else if (TorchTypes.IsModuleBase(entry.Type))
        {
            if (creations.LayerOf(entry.Name.ValueText, isReadOnly) is { } created)
                SetLayer(entry, created, isDeclared: false);
            else if (!TorchTypes.MapsTensorToTensor(entry.Type))
                problems.Add(ProblemKind.UnknownLayer, entry.Name, entry.Name.ValueText, entry.Written?.ToString() ?? entry.Type.Name);
        }
        else
        {
            ReadUsersLayer(entry);
        }
    }

    private void ReadUsersLayer(FieldEntry entry)
    {
        entry.IsDeclared = true;
        var isOpen = entry.Type is ITypeParameterSymbol or INamedTypeSymbol { IsAbstract: true };
        var isAnnotated = !isOpen && types.IsAnnotatedAlone(entry.Type);
        if (isOpen || (!isAnnotated && MakesItsOwnTwin(entry.Type)))
        {
            // Which class it is, and whether that is annotated, only run time tells; so it is with what a class makes of itself.
            entry.IsWidened = true;
            return;
        }

        entry.LayerName = entry.Type.Name;
        var keepsFloat = !isAnnotated && TorchTypes.AttributeOf(entry.Type, "KeepFloatAttribute") is not null;
        entry.Kind = keepsFloat ? LayerKind.Float : isAnnotated || TorchTypes.AnnotationOf(entry.Type) is not null ? LayerKind.Annotated : LayerKind.Foreign;
        if (entry.Kind == LayerKind.Foreign)
            problems.Add(ProblemKind.ForeignLayer, entry.Name, entry.Name.ValueText, entry.LayerName, types.IsOwn(entry.Type) ? "annotate it" : "hold it in a class of your own that carries [KeepFloat]");
        else if (!keepsFloat && entry.HasAttributes && TorchTypes.AttributeOf(entry.Symbol, "KeepFloatAttribute") is not null)
            problems.Add(ProblemKind.KeptFloat, entry.Name, entry.Name.ValueText, entry.LayerName);
    }

    private static bool MakesItsOwnTwin(ITypeSymbol type) =>
        TorchTypes.AnnotationOf(type) is null && TorchTypes.AttributeOf(type, "KeepFloatAttribute") is null && TorchTypes.ImplementsQuantizable(type);

    private static void SetLayer(FieldEntry entry, KnownLayer layer, bool isDeclared)
    {
        entry.Kind = layer.Kind;
        entry.LayerName = layer.Name;
        entry.IsDeclared = isDeclared;
    }

    /// <summary>The runtime converts lists of modules of any kind, and of such as take one tensor and give one back; others become twins, of a class or of what derives from an abstract one.</summary>
    private void CheckElements(FieldEntry entry)
    {
        foreach (var element in ((INamedTypeSymbol)entry.Type).TypeArguments)
        {
            var isAnyModule = element is INamedTypeSymbol { IsGenericType: false } && TorchTypes.IsModuleBase(element);
            if (isAnyModule || TorchTypes.MapsTensorToTensor(element))
                continue;

            entry.HasTwinElements = TorchTypes.CallableBase(element) is not null
                && (element.IsAbstract || (TorchTypes.AnnotationOf(element) is not null && TorchTypes.AttributeOf(element, "KeepFloatAttribute") is null));
            if (!entry.HasTwinElements)
                problems.Add(ProblemKind.ListElement, entry.Name, entry.Name.ValueText, element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
        }
    }

    private void ReadParameters(INamedTypeSymbol type, TypeDeclarationSyntax part, ParameterListSyntax parameters, FieldTable fields)
    {
        foreach (var constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaringSyntaxReferences is not [var reference, ..] || reference.GetSyntax() != part)
                continue;

            for (var i = 0; i < constructor.Parameters.Length && i < parameters.Parameters.Count; i++)
            {
                var syntax = parameters.Parameters[i];
                if (type.Equals(chain.Types[0], SymbolEqualityComparer.Default) || fields.Find(syntax.Identifier.ValueText) is null)
                {
                    fields.Add(new FieldEntry(new FieldDeclaration(constructor.Parameters[i], syntax.Identifier, syntax.Type), constructor.Parameters[i].Type, syntax.Type, FieldRole.Value)
                    {
                        IsHidden = !type.Equals(chain.Types[0], SymbolEqualityComparer.Default),
                    });
                }
            }
        }
    }
}
