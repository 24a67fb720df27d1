using System.Globalization;
using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests;

/// <summary>The files depend on the sources alone.</summary>
public sealed class DeterminismTests
{
    private static readonly string[] _inputs = ["BasicBlock", "KeepsFloat", "Members", "ReusedConvolution", "TakenNames", "Guarded", "LeftOperands"];

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("fi-FI")]
    [InlineData("ar-SA")]
    [InlineData("sv-SE")]
    public void CultureChangesNothing(string culture)
    {
        var before = CultureInfo.CurrentCulture;
        var expected = Run(_inputs);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            Assert.Equal(expected, Run(_inputs));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void OrderOfFilesChangesNothing() =>
        Assert.Equal(Run(_inputs).Order(), Run([.. _inputs.Reverse()]).Order());

    [Fact]
    public void CarriageReturnsChangeNothing()
    {
        foreach (var input in _inputs.Append("GlobalTabs").Append("LineByLine"))
        {
            var source = Generation.Source(input);

            Assert.Equal(Generation.Run(source).Files, Generation.Run(source.Replace("\n", "\r\n", StringComparison.Ordinal)).Files);
        }
    }

    [Fact]
    public void FilesHoldNoCarriageReturnAndNoTrailingSpace()
    {
        foreach (var (_, text) in Run(_inputs))
        {
            Assert.DoesNotContain('\r', text);
            Assert.EndsWith("}\n", text, StringComparison.Ordinal);
            Assert.DoesNotContain(text.Split('\n'), static line => line.EndsWith(' '));
        }
    }

    private static List<(string HintName, string Text)> Run(string[] inputs) => [.. Generation.Run([.. inputs.Select(Generation.Source)]).Files];
}
