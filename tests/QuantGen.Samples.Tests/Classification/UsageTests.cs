using QuantGen.Samples.Tests.Support;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class UsageTests
{
    [Theory]
    [InlineData("train", "--epochs", "0", "--epochs takes a whole number from 1 to 10000, not '0'")]
    [InlineData("train", "--epochs", "many", "--epochs takes a whole number from 1 to 10000, not 'many'")]
    [InlineData("train", "--learning-rate", "-1", "--learning-rate takes a number from")]
    [InlineData("train", "--learning-rate", "NaN", "--learning-rate takes a number from")]
    [InlineData("train", "--label-smoothing", "1", "--label-smoothing takes a number from 0 to 0.9, not '1'")]
    [InlineData("train", "--batch-size", "1", "--batch-size takes a whole number from 2")]
    [InlineData("train", "--threads", "0", "--threads takes a whole number from 1")]
    [InlineData("train", "--model", "resnet21", "--model takes one of resnet20,")]
    [InlineData("train", "--no-such-option", "1", "'--no-such-option' is neither a command nor an option here")]
    [InlineData("calibrate", "--method", "guess", "--method takes one of max, percentile, mse, entropy, not 'guess'")]
    [InlineData("calibrate", "--samples", "0", "--samples takes a whole number of 1 or more, not '0'")]
    [InlineData("collect", "--shard", "3/2", "--shard takes a part and the number of parts, such as 2/16, not '3/2'")]
    [InlineData("collect", "--shard", "0/2", "--shard takes a part and the number of parts, such as 2/16, not '0/2'")]
    [InlineData("sensitivity", "--mode", "all", "--mode takes one of only, except, not 'all'")]
    [InlineData("sensitivity", "--score", "speed", "--score takes one of loss, accuracy, not 'speed'")]
    [InlineData("sensitivity", "--samples", "0", "--samples takes a whole number of 1 or more, not '0'")]
    [InlineData("calibrate", "--percentile", "101", "--percentile takes a number from 50 to 100, not '101'")]
    [InlineData("power-of-two", "--seeds", "1,1", "--seeds takes different whole numbers from 0, with commas between them, not '1,1'")]
    [InlineData("power-of-two", "--seeds", "1;2", "--seeds takes different whole numbers from 0, with commas between them, not '1;2'")]
    [InlineData("diagnose", "--recipe", "best", "--recipe takes one of simple, advanced, advanced-dw, advanced-per-channel, not 'best'")]
    [InlineData("diagnose", "--tolerance", "-1", "--tolerance takes a number from 0 to 100, not '-1'")]
    public async Task An_option_out_of_bounds_is_named_in_one_sentence(string command, string option, string value, string expected)
    {
        string[] files = command switch
        {
            "train" or "power-of-two" => ["--output", "o.dat"],
            "diagnose" => ["--weights", "w.dat"],
            _ => ["--weights", "w.dat", "--output", "o.dat"],
        };
        var result = await CommandLine.RunAsync([command, .. files, option, value]);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(expected, result.Sentence(), StringComparison.Ordinal);
        Assert.Contains($"'{command} --help'", result.Sentence(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("--output", "train")]
    [InlineData("--weights", "calibrate", "--output", "o.dat")]
    [InlineData("--output", "finetune", "--weights", "w.dat")]
    [InlineData("--weights", "evaluate")]
    [InlineData("--weights", "sensitivity")]
    [InlineData("--weights", "diagnose")]
    public async Task A_missing_option_is_named(string option, params string[] arguments)
    {
        var result = await CommandLine.RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains(option, result.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_command_or_an_unknown_one_is_a_usage_error()
    {
        var result = await CommandLine.RunAsync();
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("train, calibrate, collect, merge, finetune, evaluate, export, verify, sensitivity, demo, power-of-two, low-bit, diagnose, inspect, convert, load", result.Sentence(), StringComparison.Ordinal);

        result = await CommandLine.RunAsync("quantise");
        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("quantise", result.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--output", "model.pth")]
    [InlineData("calibrate", "--weights", "w.dat", "--output", "model.PT")]
    [InlineData("finetune", "--weights", "w.dat", "--output", "model.pt")]
    public async Task A_model_is_not_written_in_the_format_of_PyTorch(params string[] arguments)
    {
        var result = await CommandLine.RunAsync(arguments);

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.StartsWith($"--output takes no '{Path.GetExtension(arguments[^1])}'", result.Sentence(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public async Task Merging_nothing_says_what_to_give()
    {
        var result = await CommandLine.RunAsync("merge", "--output", "all.safetensors");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Equal("Give the files to put together, as collect wrote them (see 'merge --help').", result.Sentence());
    }

    [Fact]
    public async Task Drawing_and_reading_pictures_at_once_is_a_usage_error()
    {
        var result = await CommandLine.RunAsync("demo", "--data", "somewhere", "--pictures", "300");

        Assert.Equal(ExitCode.Usage, result.ExitCode);
        Assert.Contains("--pictures", result.Sentence(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train", "--label-smoothing")]
    [InlineData("calibrate", "--percentile")]
    [InlineData("finetune", "--freeze-batch-norm")]
    [InlineData("evaluate", "--quantized")]
    [InlineData("sensitivity", "--mode")]
    [InlineData("demo", "--retrain")]
    public async Task Help_lists_the_options_and_succeeds(string command, string option)
    {
        var result = await CommandLine.RunAsync(command, "--help");

        Assert.Equal(ExitCode.Success, result.ExitCode);
        Assert.Contains(option, result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }
}
