using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace ImageClassification.Reporting;

/// <summary>Plain lines, for files, pipes and build logs.</summary>
internal sealed class PlainReporter(TextWriter output) : IReporter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public void Line(string text)
    {
        output.WriteLine(text);
        output.Flush();
    }

    /// <inheritdoc/>
    /// <remarks>The first line comes after two seconds, then one every ten.</remarks>
    public void Run(string what, long steps, Action<Action> work)
    {
        var watch = Stopwatch.StartNew();
        var next = Patience;
        var done = 0L;
        work(() =>
        {
            done++;
            var elapsed = watch.Elapsed;
            if (elapsed < next || done == steps)
                return;

            next = elapsed + Interval;
            Line(string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * done / steps} % after {elapsed.TotalSeconds:0} s"));
        });
    }

    /// <inheritdoc/>
    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(text),
        });
        console.Write(Tables.Create(TableBorder.Markdown, columns, rows));

        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Line(line);
    }
}
