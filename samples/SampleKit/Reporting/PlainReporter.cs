using System.Globalization;
using QuantGen;
using Spectre.Console;

namespace SampleKit.Reporting;

/// <summary>Plain lines, for files, pipes and build logs.</summary>
/// <param name="output">Where they go.</param>
/// <param name="clock">What time is taken from; the machine's when not given.</param>
internal sealed class PlainReporter(TextWriter output, TimeProvider? clock = null) : IReporter
{
    // No line of a file is too long; a cell on two lines would be.
    private const int Width = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

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
        var pace = new Pace(this, what);
        var done = 0L;
        work(() => pace.Tell(++done, steps));
    }

    /// <inheritdoc/>
    /// <remarks>As for <see cref="Run"/>, for each phase.</remarks>
    public void Watch(string what, long? total, Action<IProgress<QuantizationProgress>> work) => work(new Phases(this, what, total));

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
        console.Profile.Width = Width;
        console.Write(Tables.Create(TableBorder.Markdown, columns, rows));

        foreach (var line in text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            Line(line);
    }

    /// <summary>Says how far one piece of work is, neither at once nor too often.</summary>
    private sealed class Pace(PlainReporter reporter, string what)
    {
        private readonly long _start = reporter._clock.GetTimestamp();
        private TimeSpan _next = Patience;

        public void Tell(long done, long? steps)
        {
            var elapsed = reporter._clock.GetElapsedTime(_start);
            if (elapsed < _next || done == steps || done == 0)
                return;

            _next = elapsed + Interval;
            var rate = done / elapsed.TotalSeconds;
            reporter.Line(steps is { } all
                ? string.Create(CultureInfo.InvariantCulture, $"{what}: {100 * done / all} % after {elapsed.TotalSeconds:0} s, {rate:0.0}/s, about {(all - done) / rate:0} s left")
                : string.Create(CultureInfo.InvariantCulture, $"{what}: {done} after {elapsed.TotalSeconds:0} s, {rate:0.0}/s"));
        }
    }

    private sealed class Phases(PlainReporter reporter, string what, long? total) : IProgress<QuantizationProgress>
    {
        private readonly Dictionary<string, Pace> _paces = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public void Report(QuantizationProgress value)
        {
            lock (_lock)
            {
                if (!_paces.TryGetValue(value.Phase, out var pace))
                    _paces[value.Phase] = pace = new Pace(reporter, $"{what}, {value.Phase}");

                pace.Tell(value.Done, value.Total ?? total);
            }
        }
    }
}
