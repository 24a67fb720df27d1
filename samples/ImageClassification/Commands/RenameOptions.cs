using System.CommandLine;
using ImageClassification.Checkpoints;
using QuantGen.Checkpoints;

namespace ImageClassification.Commands;

/// <summary>How keys of a checkpoint file are named otherwise, and where in it they are.</summary>
internal sealed class RenameOptions
{
    private readonly Option<string?> _file = new("--rename")
    {
        Description = "A file with two names a line, that of a key in the checkpoint and the new one. In both, * stands for any text, # for a number, {a,b} for a and then b.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _stateDict = new("--state-dict")
    {
        Description = "The keys that lead to the weights in a file of PyTorch with several state_dicts, joined by slashes.",
        HelpName = "PLACE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_stateDict);
    }

    /// <summary>The new names.</summary>
    /// <exception cref="TrainingException">A line of the file is not of the right form.</exception>
    public IReadOnlyList<KeyRename> Renames(ParseResult parse) => parse.GetValue(_file) is { } file ? RenameFile.Read(file) : [];

    /// <summary>Where the weights are; null to look for them.</summary>
    public string? StateDict(ParseResult parse) => parse.GetValue(_stateDict);
}
