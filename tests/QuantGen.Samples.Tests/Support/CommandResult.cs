using Xunit;

namespace QuantGen.Samples.Tests.Support;

/// <summary>What a command ended with and wrote.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    /// <summary>The one line of the error output, checked to be a sentence and no stack trace.</summary>
    public string Sentence()
    {
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("Error: ", line, StringComparison.Ordinal);
        Assert.EndsWith(".", line, StringComparison.Ordinal);
        return line["Error: ".Length..];
    }
}
