using System.CommandLine;
using System.Globalization;
using SampleKit.Reporting;
using Segmentation.Data;

namespace Segmentation.Commands;

/// <summary>Which pictures a command works on, and in which size.</summary>
internal sealed class DataOptions
{
    private readonly Option<string> _folder = new("--data")
    {
        Description = "Folder of a data set in CamVid's or Cityscapes' form.",
        HelpName = "DIR",
        Required = true,
    };

    private readonly Option<PictureSize?> _size = SizeOption.Create(
        "--size", "Width and height of the network's input: larger pictures are made smaller, what they leave free is void. Without it, those of the first picture, rounded up.");

    private readonly Option<int> _holdOut = NumberOption.Whole(
        "--hold-out", "Use the last N training pictures for testing and leave the test set alone, to choose settings by.", 0, 0);

    private readonly Option<bool> _skipBad = new("--skip-bad")
    {
        Description = "Leave out damaged pictures, masks of another size or with unknown labels, and empty folders, and list them; else the first is an error.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_folder);
        command.Add(_size);
        command.Add(_holdOut);
        command.Add(_skipBad);
    }

    /// <summary>Finds the pictures and says how many there are.</summary>
    /// <exception cref="ImageDataException">They cannot be had.</exception>
    public OpenedData Open(ParseResult parse, IReporter reporter)
    {
        var badFiles = new BadFiles(parse.GetValue(_skipBad));
        var data = SegmentationData.Open(parse.GetRequiredValue(_folder), badFiles);
        if (parse.GetValue(_holdOut) is > 0 and var count)
            data = data.HoldOut(count);

        var size = parse.GetValue(_size) ?? data.Training.FirstSize().RoundedUp;
        reporter.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Training.Count} training and {data.Test.Count} test pictures of {data.Name}, {data.Training.Labels.Classes.Count} classes, in inputs of {size}"));
        return new OpenedData(data, size, badFiles);
    }
}
