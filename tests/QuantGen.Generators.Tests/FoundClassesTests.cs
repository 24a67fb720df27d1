using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>Annotated classes are found by the names of their attributes, however these are spelled, and only then bound.</summary>
public sealed class FoundClassesTests
{
    private const string Model = """
        using TorchSharp.Modules;
        using static TorchSharp.torch;
        using static TorchSharp.torch.nn;

        namespace Samples
        {
            [@]
            public partial class Model : Module<Tensor, Tensor>
            {
                private readonly Conv2d conv = Conv2d(3, 3, 1);
                public Model() : base("Model") => RegisterComponents();
                public override Tensor forward(Tensor x) => conv.call(x);
            }
        }
        """;

    [Theory]
    [InlineData("QuantGen.Quantize")]
    [InlineData("global::QuantGen.QuantizeAttribute()")]
    [InlineData("QuantGen.@QuantizeAttribute")]
    [InlineData("QuantGen.Qu\\u0061ntize")]
    [InlineData("QuantGen /* here */ .Quantize")]
    [InlineData("System.Serializable, QuantGen.Quantize")]
    [InlineData("System.Serializable] [type: QuantGen.Quantize")]
    public void SpellingOfTheNameDoesNotMatter(string spelling) => AssertFound(Model.Replace("@", spelling, StringComparison.Ordinal));

    [Theory]
    [InlineData("using Short = QuantGen.QuantizeAttribute;", "Short")]
    [InlineData("using ShortAttribute = QuantGen.QuantizeAttribute;", "Short")]
    [InlineData("using Own = QuantGen;", "Own.Quantize")]
    [InlineData("using Own = QuantGen;", "Own::Quantize")]
    public void AliasOfTheFileStandsForTheAnnotation(string alias, string spelling) =>
        AssertFound(alias + "\n" + Model.Replace("@", spelling, StringComparison.Ordinal));

    [Fact]
    public void AliasOfAnotherFileStandsForTheAnnotation() =>
        AssertFound(Model.Replace("@", "Short", StringComparison.Ordinal), "global using Short = QuantGen.QuantizeAttribute;");

    [Fact]
    public void AliasOfAnAliasStandsForTheAnnotation() => AssertFound(
        Model.Replace("@", "Shorter", StringComparison.Ordinal).Replace("{\n    [", "{\n    using Shorter = Short;\n    [", StringComparison.Ordinal),
        "global using Short = QuantGen.QuantizeAttribute;");

    [Fact]
    public void AttributeOfAnotherLibraryIsNone() =>
        Assert.Empty(Generation.Run(
            Model.Replace("@", "Quantize", StringComparison.Ordinal),
            "namespace Samples { public sealed class QuantizeAttribute : System.Attribute; }").Files);

    [Fact]
    public void OfTwoPartsWithOneTextTheFirstCounts()
    {
        const string Part = "namespace Samples { [QuantGen.Quantize] public partial class Model { } }";

        Assert.Single(Generation.Run(Model.Replace("[@]", "", StringComparison.Ordinal), Part, Part).Files);
    }

    private static void AssertFound(params string[] sources) => Assert.Single(Generation.Run(sources).AssertCompiles().Files);
}
