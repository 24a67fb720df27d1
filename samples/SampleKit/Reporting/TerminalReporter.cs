using QuantGen;
using Spectre.Console;

namespace SampleKit.Reporting;

/// <summary>Progress bars that the lines go above, for a terminal.</summary>
internal sealed class TerminalReporter(IAnsiConsole console) : IReporter
{
    /// <inheritdoc/>
    public void Line(string text) => console.WriteLine(text);

    /// <inheritdoc/>
    public void Run(string what, long steps, Action<Action> work) =>
        Bars(context =>
        {
            var task = context.AddTask(Markup.Escape(what), maxValue: steps);
            work(() => task.Increment(1));
        });

    /// <inheritdoc/>
    public void Watch(string what, long? total, Action<IProgress<QuantizationProgress>> work) =>
        Bars(context => work(new Bar(context, what, total)));

    /// <inheritdoc/>
    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        console.Write(Tables.Create(TableBorder.Rounded, columns, rows));

    private void Bars(Action<ProgressContext> work) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .Start(work);

    /// <summary>A bar for each phase.</summary>
    private sealed class Bar(ProgressContext context, string what, long? total) : IProgress<QuantizationProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = new(StringComparer.Ordinal);
        private readonly Lock _lock = new();

        public void Report(QuantizationProgress value)
        {
            lock (_lock)
            {
                if (!_tasks.TryGetValue(value.Phase, out var task))
                    _tasks[value.Phase] = task = context.AddTask(Markup.Escape($"{what}: {value.Phase}"));

                task.IsIndeterminate = (value.Total ?? total) is null;
                task.MaxValue = value.Total ?? total ?? value.Done;
                task.Value = value.Done;
            }
        }
    }
}
