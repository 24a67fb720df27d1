using System.CommandLine;
using QuantGen;
using SampleKit.Data;
using SampleKit.Reporting;
using SampleKit.Training;

namespace SampleKit.Commands;

/// <summary>Runs a command's work, and says in one sentence why it failed where the user can do something about it.</summary>
internal static class Execution
{
    /// <summary>Makes a command do work on a thread of its own, so that Ctrl-C is heard while it computes.</summary>
    /// <param name="command">The command.</param>
    /// <param name="work">Its work.</param>
    public static void SetWork(this Command command, Action<ParseResult, IReporter, CancellationToken> work) =>
        command.SetAction((parse, cancellation) => Task.Factory.StartNew(
            () => Run(parse, work, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));

    private static int Run(ParseResult parse, Action<ParseResult, IReporter, CancellationToken> work, CancellationToken cancellation)
    {
        try
        {
            work(parse, Reporters.For(parse.InvocationConfiguration.Output), cancellation);
            return ExitCode.Success;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            parse.InvocationConfiguration.Error.WriteLine("Cancelled; files that were finished are kept.");
            return ExitCode.Cancelled;
        }
        catch (Exception exception) when (exception is ImageDataException or TrainingException or QuantizationException or IOException or UnauthorizedAccessException)
        {
            parse.InvocationConfiguration.Error.WriteLine($"Error: {Sentence(exception.Message)}");
            return ExitCode.Failure;
        }
    }

    /// <summary>The message on one line with a full stop: those of the operating system have none.</summary>
    private static string Sentence(string message) => $"{message.ReplaceLineEndings(" ").TrimEnd().TrimEnd('.')}.";
}
