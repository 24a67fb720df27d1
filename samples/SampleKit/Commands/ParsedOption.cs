using System.CommandLine;
using System.CommandLine.Parsing;

namespace SampleKit.Commands;

/// <summary>Options that say in one sentence what they take when they get something else.</summary>
internal static class ParsedOption
{
    /// <summary>Makes an option.</summary>
    /// <param name="name">Its name, with the dashes.</param>
    /// <param name="description">What it does, for the help text.</param>
    /// <param name="helpName">What stands for its value in the help text.</param>
    /// <param name="fallback">Its value where it is not given.</param>
    /// <param name="read">Reads a value; null where the text is none.</param>
    /// <param name="expected">What it takes, to go after "takes".</param>
    public static Option<T> Create<T>(string name, string description, string helpName, T fallback, Func<string, Parsed<T>?> read, string expected) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => fallback,
            CustomParser = result => Parse(result, name, fallback, read, expected),
        };

    private static T Parse<T>(ArgumentResult result, string name, T fallback, Func<string, Parsed<T>?> read, string expected)
    {
        var text = result.Tokens[0].Value;
        if (read(text) is { } parsed)
            return parsed.Value;

        result.AddError($"{name} takes {expected}, not '{text}'");
        return fallback;
    }
}
