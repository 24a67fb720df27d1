using System.Reflection;
using Microsoft.CodeAnalysis;
using QuantGen.Generators.Planning;
using QuantGen.Generators.Tests.Support;
using QuantGen.ModelReading;
using QuantGen.ModelReading.Models;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>What flows through the pipeline is made of plain values, equal when their sources say the same.</summary>
public sealed class ModelEqualityTests
{
    public static TheoryData<string> Inputs => ["BasicBlock", "InPlaceAdd", "Members", "NestedBlock", "Guarded", "LeftOperands", "ListOfBlocks"];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void ReadingTwiceGivesEqualModelsAndPlans(string input)
    {
        var (first, second) = (Read(Generation.Source(input)), Read(Generation.Source(input)));

        Assert.NotSame(first, second);
        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.Equal(Planner.Plan(first), Planner.Plan(second));
        Assert.Equal(Planner.Plan(first).GetHashCode(), Planner.Plan(second).GetHashCode());
    }

    [Theory]
    [InlineData("/// <summary>The residual", "// A line above.\n/// <summary>The residual")]
    [InlineData("        RegisterComponents();", "        // before\n        RegisterComponents();")]
    [InlineData("stride = 1, Module", "stride = 2, Module")]
    public void ModelsOfEquivalentSourcesAreEqual(string old, string with)
    {
        var source = Generation.Source("BasicBlock");

        Assert.Equal(Read(source), Read(source.Replace(old, with, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("public sealed partial class", "internal sealed partial class")]
    [InlineData("private readonly ReLU relu2;", "private readonly ReLU6 relu2;")]
    [InlineData("[Quantize(PerChannel)]", "[Quantize(PerChannel, FoldBatchNorm = false)]")]
    [InlineData("Module<Tensor, Tensor>? downsample;", "Module<Tensor, Tensor> downsample;")]
    [InlineData("return relu2.call(output);", "return relu2.call(output); // done")]
    [InlineData("namespace Samples;", "#nullable disable\nnamespace Samples;")]
    [InlineData("using TorchSharp.Modules;", "using Conv2d = TorchSharp.Modules.Conv2d;\nusing TorchSharp.Modules;")]
    public void ModelsOfDifferentSourcesDiffer(string old, string with)
    {
        var source = Generation.Source("BasicBlock");

        Assert.NotEqual(Read(source), Read(source.Replace(old, with, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void NoObjectOfTheCompilerIsReachableFromWhatIsKept(string input)
    {
        var plan = Planner.Plan(Read(Generation.Source(input)));

        Walk(plan, nameof(plan), new HashSet<object>(ReferenceEqualityComparer.Instance));
    }

    private static ModuleModel Read(string source)
    {
        var compilation = Generation.Compile(source);
        var type = compilation.GetSymbolsWithName(static _ => true, SymbolFilter.Type).OfType<INamedTypeSymbol>().First(static type => type.GetAttributes().Length > 0);
        return ClassReader.Read(type, tree => compilation.GetSemanticModel(tree), CancellationToken.None)!.Twinnable!;
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
            return;

        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Compilation or SemanticModel or Location or SyntaxReference,
            $"{path} holds a {value.GetType()}.");
        if (value is Array items)
        {
            foreach (var item in items)
                Walk(item, path + "[]", seen);
        }

        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
