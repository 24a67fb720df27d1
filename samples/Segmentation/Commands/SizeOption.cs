using System.CommandLine;
using Segmentation.Data;

namespace Segmentation.Commands;

/// <summary>Options that take a size.</summary>
internal static class SizeOption
{
    /// <summary>Makes an option whose value is null where it is not given.</summary>
    public static Option<PictureSize?> Create(string name, string description)
    {
        var option = ParsedOption.Create<PictureSize?>(
            name,
            description,
            "WxH",
            fallback: null,
            static text => PictureSize.Parse(text) is { } size ? new Parsed<PictureSize?>(size) : null,
            $"a width and a height that {PictureSize.Divisor} divides, such as 256x192");
        option.DefaultValueFactory = null;
        return option;
    }
}
