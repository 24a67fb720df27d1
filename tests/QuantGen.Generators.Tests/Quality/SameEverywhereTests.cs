using System.Globalization;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using Xunit;

namespace QuantGen.Generators.Tests.Quality;

/// <summary>Every model of the generator tests gives the same twin whatever the machine it is built on.</summary>
public sealed class SameEverywhereTests
{
    private static readonly string _tests = RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests");

    private static IEnumerable<string> Sources => new[] { "Inputs", "Placement/Inputs", "Choices/Inputs" }
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(_tests, folder), "*.cs"))
        .Order(StringComparer.Ordinal)
        .Select(File.ReadAllText);

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void LineEndsChangeNothing(string lineEnd)
    {
        foreach (var source in Sources)
            Assert.Equal(string.Concat(Files(source)), string.Concat(Files(source.Replace("\n", lineEnd, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    public void CultureChangesNothing(string culture)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        foreach (var source in Sources)
        {
            var expected = Files(source);
            try
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
                Assert.Equal(expected, Files(source));
            }
            finally
            {
                (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
            }
        }
    }

    [Fact]
    public void RunningAgainInAnotherOrderChangesNothing()
    {
        var sources = Sources.ToArray();
        foreach (var target in new[] { "TensorRT", "OnnxRuntime" })
        {
            var assembly = $"[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.{target})]";
            Assert.Equal(Generation.Run([.. sources, assembly]).Files.Order(), Generation.Run([.. sources.Reverse(), assembly]).Files.Order());
        }
    }

    private static List<(string HintName, string Text)> Files(string source) => [.. Generation.Run(source).Files];
}
