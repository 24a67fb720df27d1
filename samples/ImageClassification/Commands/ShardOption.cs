using System.CommandLine;
using System.Globalization;
using ImageClassification.Training;

namespace ImageClassification.Commands;

/// <summary>The option that names a part of the calibration batches.</summary>
internal static class ShardOption
{
    public static Option<Shard> Create() => ParsedOption.Create(
        "--shard",
        "Which part of the calibration batches to take: 2/16 is the second of sixteen.",
        "I/N",
        Shard.Whole,
        Read,
        "a part and the number of parts, such as 2/16");

    private static Parsed<Shard>? Read(string text) =>
        text.Split('/') is [var index, var count] && Number(index) is { } part && Number(count) is { } parts && part <= parts
            ? new Parsed<Shard>(new Shard(part, parts))
            : null;

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 ? number : null;
}
