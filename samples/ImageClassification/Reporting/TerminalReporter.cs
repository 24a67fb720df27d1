using Spectre.Console;

namespace ImageClassification.Reporting;

/// <summary>A progress bar that the lines go above, for a terminal.</summary>
internal sealed class TerminalReporter(IAnsiConsole console) : IReporter
{
    /// <inheritdoc/>
    public void Line(string text) => console.WriteLine(text);

    /// <inheritdoc/>
    public void Run(string what, long steps, Action<Action> work) =>
        console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(Markup.Escape(what), maxValue: steps);
                work(() => task.Increment(1));
            });

    /// <inheritdoc/>
    public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        console.Write(Tables.Create(TableBorder.Rounded, columns, rows));
}
