using System.CommandLine;

namespace SampleKit.Commands;

/// <summary>Options that take one of some names, in any case.</summary>
internal static class ChoiceOption
{
    public static Option<string> Create(string name, string description, string fallback, IReadOnlyCollection<string> choices)
    {
        var list = string.Join(", ", choices);
        var option = ParsedOption.Create(
            name,
            $"{description} One of {list}.",
            "NAME",
            fallback,
            text => choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } choice
                ? new Parsed<string>(choice)
                : null,
            $"one of {list}");
        option.CompletionSources.Add([.. choices]);
        return option;
    }
}
