using System.CommandLine;

namespace SampleKit.Commands;

/// <summary>Options that name a file.</summary>
internal static class FileOption
{
    private static readonly string[] ReadOnly = [".pt", ".pth"];

    public static Option<string> Weights(string description) => Required("--weights", description);

    public static Option<string> Output(string description) => Required("--output", description);

    /// <summary>A file that a model is written to, in a format that can be.</summary>
    public static Option<string> ModelOutput(string description)
    {
        var option = Output(description);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var file] && ReadOnly.Contains(Path.GetExtension(file.Value), StringComparer.OrdinalIgnoreCase))
                result.AddError($"--output takes no '{Path.GetExtension(file.Value)}': PyTorch's files are read, but written as .safetensors, or under any other name in TorchSharp's format");
        });
        return option;
    }

    public static Option<string?> OptionalOutput(string description) => new("--output") { Description = description, HelpName = "FILE" };

    private static Option<string> Required(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Required = true,
    };
}
