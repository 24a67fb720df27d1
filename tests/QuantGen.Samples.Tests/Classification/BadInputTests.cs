using ImageClassification.Commands;
using ModelZoo;
using QuantGen.Checkpoints;
using QuantGen.Samples.Tests.Support;
using Xunit;

namespace QuantGen.Samples.Tests.Classification;

public sealed class BadInputTests : IDisposable
{
    [Fact]
    public async Task A_part_that_holds_no_batch()
    {
        using var model = Models.ResNet20();
        Checkpoint.Save(model, _folder.File("float.dat"));

        var sentence = await Fails("collect", "--pictures", "30", "--shard", "2/2", "--weights", _folder.File("float.dat"), "--output", _folder.File("part"));

        Assert.Contains("so that part 2 of 2 is empty", sentence, StringComparison.Ordinal);
        Assert.Equal(["float.dat"], _folder.FileNames());
    }

    [Fact]
    public async Task A_part_to_merge_that_is_none()
    {
        File.WriteAllText(_folder.File("part"), "not a state");

        var result = await CommandLine.RunAsync("merge", _folder.File("part"), "--output", _folder.File("all"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains(_folder.File("part"), result.Sentence(), StringComparison.Ordinal);
        Assert.Equal(["part"], _folder.FileNames());
    }

    private static async Task FailsOnData(string folder, string expected)
    {
        var sentence = await Fails("demo", "--data", folder, "--output", Path.Combine(folder, "results"));

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "results")));
    }

    private static async Task<string> Fails(params string[] arguments)
    {
        var result = await CommandLine.RunAsync([.. arguments, "--threads", "1"]);

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        return result.Sentence();
    }

    private static void Truncate(string file, long length)
    {
        using var stream = File.OpenWrite(file);
        stream.SetLength(length);
    }
}
