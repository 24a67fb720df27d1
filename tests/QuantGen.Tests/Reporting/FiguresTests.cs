using QuantGen.Reporting.Html;
using Xunit;

namespace QuantGen.Tests.Reporting;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(null, "–")]
    [InlineData(0.0, "0 %")]
    [InlineData(1.0, "100 %")]
    [InlineData(0.000031, "0.0031 %")]
    [InlineData(0.0009996, "0.10 %")]
    [InlineData(0.12345, "12.3 %")]
    [InlineData(0.0000001, "< 0.0001 %")]
    public void Percentages(double? share, string text) => Assert.Equal(text, Figures.Percent(share));

    [Theory]
    [InlineData(null, "–")]
    [InlineData(34.249, "34.2 dB")]
    [InlineData(-3.0, "−3.0 dB")]
    [InlineData(200.0, "exact")]
    public void Ratios(double? ratio, string text) => Assert.Equal(text, Figures.Decibels(ratio));

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(2.83112, "2.831")]
    [InlineData(0.0173412, "0.01734")]
    [InlineData(1234.56, "1235")]
    [InlineData(9.99996, "10.00")]
    [InlineData(1.2e-7, "1.2e−7")]
    [InlineData(-0.5, "−0.5000")]
    public void Numbers(double value, string text) => Assert.Equal(text, Figures.Number(value));

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(12_345, "12.3 kB")]
    [InlineData(46_800_000, "46.8 MB")]
    [InlineData(1_234_000_000, "1.23 GB")]
    public void Sizes(long bytes, string text) => Assert.Equal(text, Figures.Bytes(bytes));

    [Theory]
    [InlineData(12_288, "12,288")]
    [InlineData(2_097_152, "2.10 million")]
    public void Counts(long count, string text) => Assert.Equal(text, Figures.Count(count));

    [Theory]
    [InlineData(6.3, 5, new[] { 0.0, 2, 4, 6 })]
    [InlineData(0.25, 5, new[] { 0.0, 0.05, 0.1, 0.15, 0.2, 0.25 })]
    [InlineData(1000.0, 5, new[] { 0.0, 200, 400, 600, 800, 1000 })]
    public void TicksAreRoundNumbers(double end, int intervals, double[] expected)
    {
        var ticks = Ticks.Of(end, intervals).ToArray();

        Assert.Equal(expected.Length, ticks.Length);
        Assert.All(expected.Zip(ticks), static pair => Assert.Equal(pair.First, pair.Second, 9));
        Assert.Equal("0.15", Ticks.Text(0.15000000000000002));
    }
}
