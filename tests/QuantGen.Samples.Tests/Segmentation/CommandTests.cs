using QuantGen.Samples.Tests.Segmentation.Support;
using QuantGen.Samples.Tests.Support;
using SampleKit.Imaging;
using Segmentation.Commands;
using Xunit;

namespace QuantGen.Samples.Tests.Segmentation;

public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Data => Path.Combine(_folder.Path, "data");

    public CommandTests() => Street.WriteCamVid(Data);

    public void Dispose() => _folder.Dispose();

    [GdTheory]
    [InlineData("deeplabv3lite")]
    [InlineData("unetlite")]
    [InlineData("fpnlite")]
    public async Task Train_calibrate_fine_tune_evaluate_and_draw_hand_files_to_each_other(string model)
    {
        string[] common = ["--model", model, "--data", Data, "--threads", "1"];
        string[] training = ["--epochs", "1", "--batch-size", "3"];
        string floats = _folder.File("float.dat"), calibrated = _folder.File("calibrated.dat"), tuned = _folder.File("tuned.dat");

        var said = await Succeeds(["train", .. common, .. training, "--output", floats]);
        Assert.Contains("6 training and 3 test pictures of CamVid, 11 classes, in inputs of 64x32", said, StringComparison.Ordinal);

        await Succeeds(["calibrate", .. common, "--weights", floats, "--output", calibrated, "--ranges", _folder.File("ranges.json"), "--report", _folder.File("report.html")]);
        Assert.Contains(model, File.ReadAllText(_folder.File("report.json")), StringComparison.OrdinalIgnoreCase);
        await Succeeds(["finetune", .. common, .. training, "--weights", calibrated, "--output", tuned]);

        said = await Succeeds(["evaluate", .. common, "--weights", floats, "--quantized", calibrated, tuned]);
        Assert.Contains("| float | calibrated | tuned |", said, StringComparison.Ordinal);
        Assert.Contains("mean IoU", said, StringComparison.Ordinal);
        Assert.Contains("cyclist", said, StringComparison.Ordinal);

        await Succeeds(["pictures", .. common, "--weights", floats, "--quantized", tuned, "--count", "2", "--output", _folder.File("sheet.png")]);
        var sheet = ImageFile.ReadPicture(_folder.File("sheet.png"));
        Assert.InRange(sheet.Width, 4 * Street.Width, 5 * Street.Width);
        Assert.Equal(
            ["calibrated.dat", "float.dat", "ranges.json", "report.html", "report.json", "sheet.png", "tuned.dat"],
            _folder.FileNames().Where(static name => !name.StartsWith("data", StringComparison.Ordinal)));
    }

    [GdFact]
    public async Task The_same_seed_gives_the_same_bytes()
    {
        string[] common = ["--data", Data, "--threads", "1", "--seed", "5"];
        foreach (var run in (string[])["1", "2"])
        {
            await Succeeds(["train", .. common, "--epochs", "1", "--batch-size", "3", "--output", _folder.File($"float{run}.dat")]);
            await Succeeds(["calibrate", .. common, "--weights", _folder.File($"float{run}.dat"), "--output", _folder.File($"calibrated{run}.dat")]);
        }

        Assert.Equal(File.ReadAllBytes(_folder.File("float1.dat")), File.ReadAllBytes(_folder.File("float2.dat")));
        Assert.Equal(File.ReadAllBytes(_folder.File("calibrated1.dat")), File.ReadAllBytes(_folder.File("calibrated2.dat")));
    }

    [GdFact]
    public async Task Bad_files_end_a_command_or_are_listed()
    {
        var bad = Path.Combine(Data, "train", "train1.png");
        File.WriteAllBytes(bad, File.ReadAllBytes(bad)[..100]);
        string[] train = ["train", "--data", Data, "--threads", "1", "--epochs", "1", "--batch-size", "3", "--output", _folder.File("float.dat")];

        var result = await SegmentationCommandLine.RunAsync(train);
        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("train1.png' is a damaged PNG file", result.Sentence(), StringComparison.Ordinal);
        Assert.Contains("--skip-bad", result.Sentence(), StringComparison.Ordinal);

        var said = await Succeeds([.. train, "--skip-bad"]);
        Assert.Contains("1 file was left out:", said, StringComparison.Ordinal);
        Assert.Contains("train1.png", said, StringComparison.Ordinal);
    }

    [GdFact]
    public async Task A_cancelled_command_says_so_and_leaves_nothing_half_written()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exitCode = await Application.RunAsync(
            ["train", "--data", Data, "--threads", "1", "--epochs", "5000", "--batch-size", "3", "--output", _folder.File("float.dat")], output, error, source.Token);

        Assert.Equal(ExitCode.Cancelled, exitCode);
        Assert.StartsWith("Cancelled", error.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("float.dat")));
    }

    [GdTheory]
    [InlineData("--size", "240x180", "--size takes a width and a height that 32 divides, such as 256x192, not '240x180'")]
    [InlineData("--crop", "64", "--crop takes a width and a height")]
    [InlineData("--model", "deeplab", "--model takes one of deeplabv3lite, unetlite, fpnlite, not 'deeplab'")]
    [InlineData("--batch-size", "1", "--batch-size takes a whole number from 2")]
    [InlineData("--what", "1", "'--what' is neither a command nor an option here")]
    public async Task An_option_out_of_bounds_is_named_in_one_sentence(string option, string value, string expected)
    {
        var result = await SegmentationCommandLine.RunAsync("train", "--data", Data, "--output", "o.dat", option, value);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Sentence(), StringComparison.Ordinal);
    }

    [GdTheory]
    [InlineData("--quantized", "evaluate")]
    [InlineData("--data", "train", "--output", "o.dat")]
    [InlineData("--weights", "calibrate", "--output", "o.dat")]
    [InlineData("--quantized", "pictures", "--output", "o.png", "--weights", "w.dat")]
    public async Task A_missing_option_is_named(string option, params string[] arguments)
    {
        string[] data = arguments[0] == "train" ? [] : ["--data", Data];

        var result = await SegmentationCommandLine.RunAsync([.. arguments, .. data]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(option, result.Sentence(), StringComparison.Ordinal);
    }

    [GdFact]
    public async Task A_network_without_ranges_is_named_and_not_measured()
    {
        string[] common = ["--data", Data, "--threads", "1"];
        await Succeeds(["train", .. common, "--epochs", "1", "--batch-size", "3", "--output", _folder.File("float.dat")]);

        var result = await SegmentationCommandLine.RunAsync(["evaluate", .. common, "--quantized", _folder.File("float.dat")]);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("clips_act", result.Sentence(), StringComparison.Ordinal);
    }

    [GdTheory]
    [InlineData("train", "--crop")]
    [InlineData("calibrate", "--recipe")]
    [InlineData("finetune", "--learning-rate")]
    [InlineData("evaluate", "--quantized")]
    [InlineData("pictures", "--count")]
    public async Task Help_lists_the_options_and_succeeds(string command, string option)
    {
        var result = await SegmentationCommandLine.RunAsync(command, "--help");

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains(option, result.Output, StringComparison.Ordinal);
    }

    private static async Task<string> Succeeds(string[] arguments)
    {
        var result = await SegmentationCommandLine.RunAsync(arguments);

        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        Assert.Empty(result.Error);
        return result.Output;
    }
}
