using System.CommandLine;

namespace ImageClassification.Commands;

/// <summary>The program: its commands.</summary>
internal static class Application
{
    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="output">Where results and progress go.</param>
    /// <param name="error">Where a failure is said, in one sentence.</param>
    /// <param name="cancellation">Stops the command as Ctrl-C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(
        string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellation = default) =>
        CommandRunner.RunAsync(CreateRoot(), arguments, output, error, cancellation);

    private static RootCommand CreateRoot() => new("Trains a picture classifier, makes its quantized twin with QuantGen, calibrates it, fine-tunes it and measures it.")
    {
        TrainCommand.Create(),
        CalibrateCommand.Create(),
        CollectCommand.Create(),
        MergeCommand.Create(),
        FineTuneCommand.Create(),
        EvaluateCommand.Create(),
        ExportCommand.Create(),
        VerifyCommand.Create(),
        SensitivityCommand.Create(),
        DemoCommand.Create(),
        PowerOfTwoCommand.Create(),
        LowBitCommand.Create(),
        DiagnoseCommand.Create(),
        InspectCommand.Create(),
        ConvertCommand.Create(),
        LoadCommand.Create(),
    };
}
