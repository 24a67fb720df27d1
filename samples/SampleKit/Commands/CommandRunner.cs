using System.CommandLine;
using System.CommandLine.Help;

namespace SampleKit.Commands;

/// <summary>Runs command lines, and says what becomes of one that the program does not understand.</summary>
internal static class CommandRunner
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(5);

    /// <summary>Runs one command line.</summary>
    /// <param name="root">The program's commands.</param>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="output">Where results and progress go.</param>
    /// <param name="error">Where a failure is said, in one sentence.</param>
    /// <param name="cancellation">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(
        RootCommand root, string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var parse = root.Parse(arguments);
        if (parse.Errors.Count > 0 && parse.Action is not HelpAction)
        {
            await error.WriteLineAsync($"Error: {UsageError(parse)}").ConfigureAwait(false);
            return ExitCode.Usage;
        }

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToStop,
        };
        return await parse.InvokeAsync(configuration, cancellation).ConfigureAwait(false);
    }

    /// <summary>What is wrong, as one sentence. A word that nothing understands is the cause of any other error.</summary>
    private static string UsageError(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var help = command is RootCommand ? "--help" : $"{command.Name} --help";
        var message = parse.UnmatchedTokens.Count > 0 ? $"'{parse.UnmatchedTokens[0]}' is neither a command nor an option here"
            : command is RootCommand ? $"Give one of the commands {string.Join(", ", command.Subcommands.Select(static subcommand => subcommand.Name))}"
            : parse.Errors[0].Message.TrimEnd('.');
        return $"{message} (see '{help}').";
    }
}
