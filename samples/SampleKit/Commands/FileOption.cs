using System.CommandLine;
using System.CommandLine.Parsing;

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
        option.Validators.Add(static result => RefuseReadOnly(result, "--output"));
        return option;
    }

    /// <summary>The same, where a command can do without.</summary>
    public static Option<string?> OptionalModelOutput(string description)
    {
        var option = OptionalOutput(description);
        option.Validators.Add(static result => RefuseReadOnly(result, "--output"));
        return option;
    }

    /// <summary>Lets an argument take no file of a format that is not written.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="name">Its name for the message.</param>
    public static void RefuseReadOnly(Argument argument, string name) => argument.Validators.Add(result => RefuseReadOnly(result, name));

    public static Option<string?> OptionalOutput(string description) => new("--output") { Description = description, HelpName = "FILE" };

    private static void RefuseReadOnly(SymbolResult result, string name)
    {
        if (result.Tokens is [var file] && ReadOnly.Contains(Path.GetExtension(file.Value), StringComparer.OrdinalIgnoreCase))
            result.AddError($"{name} takes no '{Path.GetExtension(file.Value)}': PyTorch's files are read, but written as .safetensors, or under any other name in TorchSharp's format");
    }

    private static Option<string> Required(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE",
        Required = true,
    };
}
