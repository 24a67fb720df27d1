using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads how names resolve where the class stands: its using directives, and names that already mean something.</summary>
/// <param name="model">The semantic model of the file.</param>
/// <param name="type">The class, or the base of it in source, that holds forward.</param>
/// <param name="declaration">The part of it with forward.</param>
/// <param name="usings">The directives around it.</param>
/// <param name="types">Tells what types written there mean.</param>
internal sealed class ScopeReader(SemanticModel model, INamedTypeSymbol type, TypeDeclarationSyntax declaration, FileUsings usings, DeclaredTypes types)
{
    private const string PowerOfTwo = "QuantGen.PowerOfTwo";
    private const string LowBit = "QuantGen.LowBit";

    /// <summary>The simple names that a twin writes whatever its layers are, and the namespaces they come from.</summary>
    private static readonly (string Name, string Namespace)[] s_always =
    [
        ("IQuantizable", "QuantGen"),
        ("QuantizationOptions", "QuantGen"),
        ("Granularity", "QuantGen"),
        ("LayerConverter", "QuantGen.Modules"),
        ("TensorQuantizer", "QuantGen.Quantizers"),
    ];

    private static readonly IdentifierNameSyntax s_module = SyntaxFactory.IdentifierName("Module");

    /// <summary>Those that it writes for fixed-point hardware besides.</summary>
    private static readonly (string Name, string Namespace)[] s_powerOfTwo =
    [
        ("QuantizationTarget", "QuantGen"),
        ("BiasMode", "QuantGen"),
        ("Pact2", PowerOfTwo),
        ("IPowerOfTwoModule", PowerOfTwo),
    ];

    /// <summary>Those that it writes for training at few bits.</summary>
    private static readonly (string Name, string Namespace)[] s_lowBit =
    [
        ("QuantizationTarget", "QuantGen"),
        ("LowBitAlgorithm", "QuantGen"),
    ];

    private static readonly string[] s_imported = [LowBit, "QuantGen.Modules", PowerOfTwo, "QuantGen.Quantizers", "TorchSharp.Modules"];

    private readonly DeclaredNames _declared = DeclaredNames.Of(model.Compilation);

    /// <summary>The nullable context at a place.</summary>
    /// <param name="model">The semantic model of its file.</param>
    /// <param name="position">The place.</param>
    public static NullableState NullableAt(SemanticModel model, int position)
    {
        var context = model.GetNullableContext(position);
        return (context.AnnotationsEnabled(), context.WarningsEnabled()) switch
        {
            (true, true) => NullableState.Enabled,
            (true, false) => NullableState.Annotations,
            (false, true) => NullableState.Warnings,
            _ => NullableState.Disabled,
        };
    }

    /// <summary>Reads the scope.</summary>
    /// <param name="fields">The fields, whose layers' names the twin writes.</param>
    /// <param name="outsideNames">The names in forward that come from outside the class.</param>
    /// <param name="target">What the twin is for.</param>
    /// <param name="keepsAll">Whether something in the twin may need a using directive that is not TorchSharp's.</param>
    public ScopeModel Read(FieldTable fields, HashSet<string> outsideNames, string target, bool keepsAll)
    {
        var (areExplained, areMembers) = (true, false);
        foreach (var name in outsideNames)
        {
            areExplained = areExplained && !IsUnexplained(name);
            areMembers = areMembers || (!char.IsUpper(name[0]) && name is not ("torch" or "nn" or "functional"));
        }

        var keepsNamespaces = keepsAll || !areExplained;
        var keepsStatics = keepsNamespaces || areMembers;
        return new ScopeModel(
            usings.OfFile(keepsNamespaces, keepsStatics),
            usings.OfNamespaces(keepsNamespaces, keepsStatics),
            TakenNames(fields, target).ToEquatableArray(),
            areExplained ? default : BarredNamespaces(outsideNames, target).ToEquatableArray(),
            NullableAt(model, declaration.SpanStart));
    }

    /// <summary>A type's name that is none of TorchSharp's usual ones may come from any namespace.</summary>
    private bool IsUnexplained(string name) =>
        char.IsUpper(name[0])
        && name is not ("Tensor" or "TensorIndex" or "Scalar" or "ScalarType" or "TorchSharp" or "Module" or "DisposeScope")
        && !usings.IsAlias(name)
        && KnownLayers.Find(name) is null;

    private List<string> TakenNames(FieldTable fields, string target)
    {
        var taken = new List<string>();
        foreach (var (name, home) in s_always)
            Check(name, home, taken);
        foreach (var (name, home) in NamesFor(target))
            Check(name, home, taken);

        foreach (var field in fields.Entries)
        {
            if (field.LayerName.Length == 0 || KnownLayers.Find(field.LayerName) is not { } layer)
                continue;
            if (layer.Quantized is { } quantized)
                Check(quantized, "QuantGen.Modules", taken);
            if (target == OptionsModel.PowerOfTwo)
                Check(KnownLayers.ForPowerOfTwo(layer.Name), PowerOfTwo, taken);
            if (target == OptionsModel.LowBit)
                Check(KnownLayers.ForLowBit(layer.Name), LowBit, taken);
            if (!field.IsDeclared)
                Check(layer.Name, "TorchSharp.Modules", taken);
            if (HiddenOptions.Of(layer.Name) is var (record, _))
                Check(record, "QuantGen.Modules", taken);
        }

        // The framework has a type of this name, too. Binding it is cheaper than a lookup of everything that it might be.
        var module = types.Find(type, declaration, s_module)
            ?? model.GetSpeculativeTypeInfo(declaration.SpanStart, s_module, SpeculativeBindingOption.BindAsTypeOrNamespace).Type;
        if (module is not null && !TorchTypes.IsModuleBase(module))
            taken.Add(s_module.Identifier.ValueText);
        return taken;
    }

    private void Check(string name, string home, List<string> taken)
    {
        if ((_declared.MayExist(name) || usings.IsAlias(name)) && !taken.Contains(name) && IsTaken(name, home))
            taken.Add(name);
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
    private IEnumerable<string> BarredNamespaces(HashSet<string> outsideNames, string target) =>
        s_imported.Where(home => IsImported(home, target) && outsideNames.Any(name => IsUnexplained(name) && MeansOther(name, home)));

    private static bool IsImported(string home, string target) => home switch
    {
        PowerOfTwo => target == OptionsModel.PowerOfTwo,
        LowBit => target == OptionsModel.LowBit,
        _ => true,
    };

    private static (string Name, string Namespace)[] NamesFor(string target) => target switch
    {
        OptionsModel.PowerOfTwo => s_powerOfTwo,
        OptionsModel.LowBit => s_lowBit,
        _ => [],
    };

    private bool MeansOther(string name, string home) =>
        model.Compilation.GetTypeByMetadataName(home + "." + name) is not null && IsTaken(name, home);
}
