using System.CommandLine;
using System.Globalization;

namespace SampleKit.Commands;

/// <summary>Options that take a number within bounds.</summary>
internal static class NumberOption
{
    public static Option<int> Whole(string name, string description, int fallback, int least, int most = int.MaxValue) =>
        ParsedOption.Create(
            name,
            description,
            "N",
            fallback,
            text => ReadWhole(text, least, most) is { } value ? new Parsed<int>(value) : null,
            Bounds(least, most));

    public static Option<int?> OptionalWhole(string name, string description, int least, int most = int.MaxValue)
    {
        var option = ParsedOption.Create<int?>(
            name,
            description,
            "N",
            fallback: null,
            text => ReadWhole(text, least, most) is { } value ? new Parsed<int?>(value) : null,
            Bounds(least, most));
        option.DefaultValueFactory = null;
        return option;
    }

    public static Option<double> Real(string name, string description, double fallback, double least, double most) =>
        ParsedOption.Create(
            name,
            description,
            "N",
            fallback,
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
                ? new Parsed<double>(value)
                : null,
            string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}"));

    private static int? ReadWhole(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : null;

    private static string Bounds(int least, int most) => most == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} or more")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");
}
