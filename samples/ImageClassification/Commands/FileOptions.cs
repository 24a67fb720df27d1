using System.CommandLine;

namespace ImageClassification.Commands;

/// <summary>Options that name a file.</summary>
internal static class FileOptions
{
    public static Option<string> Weights(string description) => Required("--weights", description);

    public static Option<string> Output(string description) => Required("--output", description);

    private static Option<string> Required(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Required = true,
    };
}
