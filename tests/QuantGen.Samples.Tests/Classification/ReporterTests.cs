using SampleKit.Reporting;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class ReporterTests
{
    [Fact]
    public void What_is_no_terminal_gets_plain_lines()
    {
        using var writer = new StringWriter();

        Assert.IsType<PlainReporter>(Reporters.For(writer));
    }

    [Fact]
    public void A_table_is_plain_text_with_a_line_for_each_row()
    {
        using var writer = new StringWriter();
        new PlainReporter(writer).Table(["model", "accuracy"], [["float", "91.50"], ["8 bits [max]", "91.25"]]);

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Contains(lines, static line => line.Contains("float", StringComparison.Ordinal) && line.Contains("91.50", StringComparison.Ordinal));
        Assert.Contains(lines, static line => line.Contains("8 bits [max]", StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', writer.ToString());
    }

    [Fact]
    public void Short_work_says_nothing_and_long_work_says_how_far_it_is()
    {
        using var writer = new StringWriter();
        var clock = new Clock();
        var reporter = new PlainReporter(writer, clock);

        reporter.Run("Quick", 3, static advance => advance());
        Assert.Empty(writer.ToString());

        reporter.Run("Slow", 3, advance =>
        {
            clock.Now += TimeSpan.FromSeconds(2);
            advance();
        });
        Assert.Equal("Slow: 33 % after 2 s, 0.5/s, about 4 s left", writer.ToString().TrimEnd());
    }

    [Fact]
    public void Phases_of_long_work_are_told_apart()
    {
        using var writer = new StringWriter();
        var clock = new Clock();

        new PlainReporter(writer, clock).Watch("Report", total: null, progress =>
        {
            progress.Report(new QuantizationProgress("measure", 0, 4));
            progress.Report(new QuantizationProgress("search", 0, null));
            clock.Now += TimeSpan.FromSeconds(2);
            progress.Report(new QuantizationProgress("measure", 2, 4));
            progress.Report(new QuantizationProgress("search", 7, null));
            progress.Report(new QuantizationProgress("measure", 4, 4));
        });

        var lines = writer.ToString().ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("Report, measure: 50 % after 2 s", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Report, search: 7 after 2 s", lines[1], StringComparison.Ordinal);
    }

    // Stands still unless it is moved on.
    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
