using QuantGen.Samples.Tests.Support;
using Segmentation.Commands;

namespace QuantGen.Samples.Tests.Segmentation.Support;

/// <summary>Runs the segmentation sample's program in this process.</summary>
internal static class SegmentationCommandLine
{
    public static async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exitCode = await Application.RunAsync(arguments, output, error);
        return new CommandResult(exitCode, output.ToString(), error.ToString());
    }
}
