using System.CommandLine;
using System.Globalization;
using ImageClassification.Data;
using ImageClassification.Data.Drawing;
using SampleKit.Reporting;

namespace ImageClassification.Commands;

/// <summary>Which pictures a command works on.</summary>
internal sealed class DataOptions
{
    private readonly Option<string?> _folder = new("--data")
    {
        Description = "Folder of CIFAR-10 in its binary form, or of JPEG and PNG files in train/CLASS and val/CLASS; without it, pictures of shapes are drawn.",
        HelpName = "DIR",
    };

    private readonly Option<int> _pictures = NumberOption.Whole(
        "--pictures", "How many training pictures are drawn; a third as many are drawn for testing.", DrawnShapes.DefaultTraining, 30, 1_000_000);

    private readonly Option<int> _side = NumberOption.Whole("--side", "Pixels of the sides that pictures out of folders get.", 224, 8, 1024);

    private readonly Option<bool> _skipBad = new("--skip-bad")
    {
        Description = "Leave out damaged pictures and empty folders of classes, and list them; else the first is an error.",
    };

    private readonly Option<int> _holdOut = NumberOption.Whole(
        "--hold-out", "Use the last N training pictures for testing and leave the test set alone, to choose settings by.", 0, 0);

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="withHoldOut">Whether it can test on a part of the training pictures.</param>
    public void AddTo(Command command, bool withHoldOut = true)
    {
        command.Add(_folder);
        command.Add(_pictures);
        command.Add(_side);
        command.Add(_skipBad);
        if (withHoldOut)
            command.Add(_holdOut);

        command.Validators.Add(result =>
        {
            if (result.GetResult(_folder) is { Implicit: false } && result.GetResult(_pictures) is { Implicit: false })
                result.AddError("--pictures says how many shapes are drawn, so it cannot be given together with --data");
        });
    }

    /// <summary>Whether a folder was given.</summary>
    public bool HasFolder(ParseResult parse) => parse.GetValue(_folder) is not null;

    /// <summary>Reads or draws the pictures and says how many there are.</summary>
    /// <exception cref="ImageDataException">They cannot be had.</exception>
    public ImageData Load(ParseResult parse, IReporter reporter, bool withHoldOut = true)
    {
        var pictures = parse.GetValue(_pictures);
        var data = parse.GetValue(_folder) is { } folder
            ? Read(folder, parse, reporter)
            : DrawnShapes.Draw(pictures, pictures / 3, DrawnShapes.DefaultSeed);

        if (withHoldOut && parse.GetValue(_holdOut) is > 0 and var count)
            data = data.HoldOut(count);

        reporter.Line(string.Create(
            CultureInfo.InvariantCulture, $"{data.Training.Count} training and {data.Test.Count} test pictures of {data.Name}"));
        return data;
    }

    private ImageData Read(string folder, ParseResult parse, IReporter reporter)
    {
        if (!Directory.Exists(Path.Combine(folder, FolderData.TrainingFolder)))
            return Cifar10.Read(folder);

        var badFiles = new BadFiles(parse.GetValue(_skipBad));
        var data = FolderData.Read(folder, parse.GetValue(_side), badFiles, CancellationToken.None);
        foreach (var line in badFiles.Describe())
            reporter.Line(line);

        return data;
    }
}
