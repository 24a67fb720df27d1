using Spectre.Console;

namespace SampleKit.Reporting;

internal static class Reporters
{
    /// <summary>Chooses bars where the output is a terminal that can show them, and plain lines elsewhere.</summary>
    public static IReporter For(TextWriter output)
    {
        if (!ReferenceEquals(output, Console.Out) || Console.IsOutputRedirected)
            return new PlainReporter(output);

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        return console.Profile.Capabilities is { Ansi: true, Interactive: true }
            ? new TerminalReporter(console)
            : new PlainReporter(output);
    }
}
