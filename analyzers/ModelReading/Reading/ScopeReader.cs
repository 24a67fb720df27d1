using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads how names resolve where the class stands: its using directives, and names that already mean something.</summary>
/// <param name="model">The semantic model of the file.</param>
/// <param name="declaration">The part of the class that holds forward.</param>
internal sealed class ScopeReader(SemanticModel model, TypeDeclarationSyntax declaration)
{
    /// <summary>The simple names that a twin writes whatever its layers are, and the namespaces they come from.</summary>
    private static readonly (string Name, string Namespace)[] s_always =
    [
        ("IQuantizable", "QuantGen"),
        ("QuantizationOptions", "QuantGen"),
        ("Granularity", "QuantGen"),
        ("LayerConverter", "QuantGen.Modules"),
        ("TensorQuantizer", "QuantGen.Quantizers"),
    ];

    private static readonly string[] s_imported = ["QuantGen", "QuantGen.Modules", "QuantGen.Quantizers", "TorchSharp.Modules"];

    private readonly CompilationUnitSyntax _file = (CompilationUnitSyntax)declaration.SyntaxTree.GetRoot();

    /// <summary>The file's own names for <c>torch.nn.functional</c>.</summary>
    public static HashSet<string> FunctionalAliases(TypeDeclarationSyntax declaration)
    {
        var aliases = new HashSet<string>(StringComparer.Ordinal);
        foreach (var directive in UsingsAround(declaration))
        {
            if (directive.Alias is { Name.Identifier.ValueText: var alias } && directive.NamespaceOrType.ToString().EndsWith("functional", StringComparison.Ordinal))
                aliases.Add(alias);
        }

        return aliases;
    }

    /// <summary>Reads the scope.</summary>
    /// <param name="fields">The fields, whose layers' names the twin writes.</param>
    /// <param name="outsideNames">The names in forward that come from outside the class.</param>
    /// <param name="keepsAll">Whether something in the twin may need a using directive that is not TorchSharp's.</param>
    public ScopeModel Read(FieldTable fields, IReadOnlyCollection<string> outsideNames, bool keepsAll)
    {
        var keepsNamespaces = keepsAll || outsideNames.Any(IsUnexplained);
        var keepsStatics = keepsNamespaces || outsideNames.Any(static name => !char.IsUpper(name[0]) && name is not ("torch" or "nn" or "functional"));
        return new ScopeModel(
            Texts(_file.Usings, keepsNamespaces, keepsStatics),
            declaration.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().SelectMany(space => Texts(space.Usings, keepsNamespaces, keepsStatics)).ToEquatableArray(),
            TakenNames(fields).ToEquatableArray(),
            BarredNamespaces(outsideNames).ToEquatableArray(),
            Nullable());
    }

    private static IEnumerable<UsingDirectiveSyntax> UsingsAround(TypeDeclarationSyntax declaration) =>
        declaration.Ancestors().SelectMany(static node => node switch
        {
            CompilationUnitSyntax file => file.Usings,
            BaseNamespaceDeclarationSyntax space => space.Usings,
            _ => default,
        });

    private static EquatableArray<string> Texts(SyntaxList<UsingDirectiveSyntax> usings, bool keepsNamespaces, bool keepsStatics) =>
        usings.Where(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.GlobalKeyword) && MayMatter(directive, keepsNamespaces, keepsStatics))
            .Select(static directive => directive.ToString())
            .ToEquatableArray();

    /// <summary>Of a forward whose every name is explained, TorchSharp's directives and aliases are enough.</summary>
    private static bool MayMatter(UsingDirectiveSyntax directive, bool keepsNamespaces, bool keepsStatics)
    {
        if (directive.Alias is not null || (directive.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) ? keepsStatics : keepsNamespaces))
            return true;

        var name = directive.NamespaceOrType.ToString();
        return name == "TorchSharp" || name.StartsWith("TorchSharp.", StringComparison.Ordinal) || name.StartsWith("global::TorchSharp", StringComparison.Ordinal);
    }

    /// <summary>A type's name that is none of TorchSharp's usual ones may come from any namespace.</summary>
    private static bool IsUnexplained(string name) =>
        char.IsUpper(name[0]) && name is not ("Tensor" or "TensorIndex" or "Scalar" or "ScalarType" or "TorchSharp" or "F" or "Module" or "DisposeScope")
        && KnownLayers.Find(name) is null;

    private IEnumerable<string> TakenNames(FieldTable fields)
    {
        var wanted = new List<(string Name, string Namespace)>(s_always);
        foreach (var field in fields.Entries)
        {
            if (field.Role != FieldRole.Layer || KnownLayers.Find(field.LayerName) is not { } layer)
                continue;
            if (layer.Quantized is { } quantized)
                wanted.Add((quantized, "QuantGen.Modules"));
            if (!field.IsDeclared)
                wanted.Add((layer.Name, "TorchSharp.Modules"));
        }

        foreach (var (name, home) in wanted.Distinct())
        {
            if (IsTaken(name, home))
                yield return name;
        }
    }

    private bool IsTaken(string name, string home)
    {
        foreach (var symbol in model.LookupNamespacesAndTypes(declaration.SpanStart, container: null, name))
        {
            if (symbol is not INamedTypeSymbol { Arity: not 0 } && symbol.ContainingNamespace?.ToDisplayString() != home)
                return true;
        }

        return false;
    }

    /// <summary>A namespace the twin would like to use is barred if that would make a name in forward ambiguous.</summary>
    private IEnumerable<string> BarredNamespaces(IReadOnlyCollection<string> outsideNames) =>
        s_imported.Where(home => outsideNames.Any(name => IsUnexplained(name) && MeansOther(name, home)));

    private bool MeansOther(string name, string home) =>
        model.Compilation.GetTypeByMetadataName(home + "." + name) is not null && IsTaken(name, home);

    private NullableState Nullable()
    {
        var context = model.GetNullableContext(declaration.SpanStart);
        return (context.AnnotationsEnabled(), context.WarningsEnabled()) switch
        {
            (true, true) => NullableState.Enabled,
            (true, false) => NullableState.Annotations,
            (false, true) => NullableState.Warnings,
            _ => NullableState.Disabled,
        };
    }
}
