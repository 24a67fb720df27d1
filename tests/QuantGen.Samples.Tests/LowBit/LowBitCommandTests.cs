using ImageClassification.Data.Drawing;
using ImageClassification.LowBit;
using QuantGen.LowBit;
using QuantGen.Samples.Tests.Support;
using SampleKit.Reporting;
using Xunit;

namespace QuantGen.Samples.Tests.LowBit;

/// <summary>The command <c>low-bit</c>.</summary>
public sealed class LowBitCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_of_no_file_is_refused()
    {
        var result = await CommandLine.RunAsync("low-bit", "table", "--results", _folder.File("none.jsonl"));

        Assert.Equal(ExitCode.Failure, result.ExitCode);
        Assert.Contains("none.jsonl' does not exist: give", result.Sentence(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_are_trained_from_float_weights_and_end_in_a_table()
    {
        string[] common = ["low-bit", "--pictures", "48", "--epochs", "1", "--batch-size", "16", "--threads", "1", "--output", _folder.Path, "--results", _folder.File("results.jsonl")];
        await Succeeds([.. common, "--seeds", "1,2"]);
        File.WriteAllText(_folder.File("lsq.json"), """{ "quantization": { "weights": { "algorithm": "lsq" }, "activations": { "algorithm": "pact", "levels": 16 } } }""");
        Assert.Contains("seed 2: in ", await Succeeds([.. common, "--seeds", "2"]), StringComparison.Ordinal);
        await Succeeds([.. common, "--seeds", "1,2", "--weights", _folder.File("resnet20-float-{seed}.safetensors")]);
        await Succeeds([.. common, "--config", _folder.File("lsq.json"), "--weights", _folder.File("resnet20-float-{seed}.safetensors"), "--set", "training.mixup=0.7", "--levels", "8"]);

        var results = ResultFile.Read(_folder.File("results.jsonl"));
        Assert.Equal(["float", "float", "float", "float", "LSQ, PACT 3/3"], results.Select(static result => result.Row));
        Assert.Equal([1, 2, 1, 2, 1], results.Select(static result => result.Seed));
        Assert.Equal([0, 0, 0, 0, 40], results.Select(static result => result.Quantizers));

        var table = await Succeeds(["low-bit", "table", "--results", _folder.File("results.jsonl")]);
        Assert.Equal(2, table.Split("gap to float").Length - 1);
        Assert.Contains("from float weights", table, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.FileNames(), static name => name.EndsWith(".training", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    public void What_was_interrupted_ends_as_what_was_not(int batches)
    {
        var settings = new LowBitSettings
        {
            Seeds = [3],
            Pictures = 64,
            Threads = 1,
            Quantization = new QuantizationSettings
            {
                Weights = new LowBitSide { Levels = 4 },
                Activations = new LowBitSide { Levels = 4 },
                Policy = _folder.File("policy"),
            },
            Training = new LowBitTrainingSettings { Epochs = 2, BatchSize = 16, LabelSmoothing = 0.1, LargestNorm = 5, Optimizer = OptimizerKind.Adam, LearningRate = 0.001 },
        };
        File.WriteAllText(_folder.File("policy"), "on init:\n by_index: all\n progressive: True\non epoch: 1\n by_index: all\n level_num: -1\n");
        Run(settings, "whole", int.MaxValue);
        Assert.Throws<OperationCanceledException>(() => Run(settings, "parts", batches));
        Assert.Contains(Path.Combine("parts", "resnet20-lsq-2-2-3.training"), _folder.FileNames());
        Assert.Contains("other settings", Assert.Throws<TrainingException>(() => Run(settings with { Training = settings.Training with { Momentum = 0.8 } }, "parts", int.MaxValue)).Message, StringComparison.Ordinal);
        Run(settings, "parts", int.MaxValue);

        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_folder.Path, "whole", "resnet20-lsq-2-2-3.safetensors")),
            File.ReadAllBytes(Path.Combine(_folder.Path, "parts", "resnet20-lsq-2-2-3.safetensors")));
    }

    [Fact]
    public async Task Faults_of_words_and_of_files_are_said_in_a_sentence()
    {
        Assert.Equal((2, "Error: there is no option 'epochs'; there is training.epochs (see 'low-bit --help').\n"), await Fails("--set", "epochs=3"));
        Assert.Equal((2, "Error: training.epochs takes a whole number from 1 to 10000, not '0' (see 'low-bit --help').\n"), await Fails("--epochs", "0"));
        Assert.Equal((2, "Error: Option '--epochs' expects a single argument but 2 were provided (see 'low-bit --help').\n"), await Fails("--epochs", "1", "--epochs", "2"));
        File.WriteAllText(_folder.File("c.json"), "{ \"training\": { \"epochs\": 1.5 } }");
        var (code, message) = await Fails("--config", _folder.File("c.json"));
        Assert.Equal((1, $"Error: {_folder.File("c.json")}(1,27): training.epochs takes a whole number from 1 to 10000, not 1.5.\n"), (code, message));
        Assert.Equal(1, (await Fails("--config", _folder.File("none.json"))).Code);

        File.WriteAllText(_folder.File("policy"), "on init:\n enable\n");
        Assert.Contains("policy(2,2): there is no colon", (await Fails("--algorithm", "lsq", "--policy", _folder.File("policy"), "--pictures", "48")).Message, StringComparison.Ordinal);

        var dumped = await Succeeds(["low-bit", "--dump-config", "--epochs", "7"]);
        Assert.Contains("\"epochs\": 7", dumped, StringComparison.Ordinal);
    }

    private static async Task<string> Succeeds(string[] arguments)
    {
        var result = await CommandLine.RunAsync(arguments);
        Assert.True(result.ExitCode == ExitCode.Success, result.Error);
        return result.Output;
    }

    private async Task<(int Code, string Message)> Fails(params string[] arguments)
    {
        var result = await CommandLine.RunAsync(["low-bit", "--output", _folder.Path, "--results", _folder.File("results.jsonl"), .. arguments]);
        return (result.ExitCode, result.Error.ReplaceLineEndings("\n"));
    }

    // Cancelled when so many batches are done.
    private void Run(LowBitSettings settings, string folder, int batches)
    {
        using var stop = new CancellationTokenSource();
        var output = Path.Combine(_folder.Path, folder);
        var reporter = new StoppingReporter(batches, stop);
        new LowBitRun(settings with { Output = output, Results = Path.Combine(output, "results.jsonl") }, DrawnShapes.Draw(64, 16, seed: 1), again: false, reporter, stop.Token).Run();
    }

    /// <summary>Cancels a training after a number of batches.</summary>
    private sealed class StoppingReporter(int batches, CancellationTokenSource stop) : IReporter
    {
        private int _done;

        public void Line(string text)
        {
        }

        public void Run(string what, long steps, Action<Action> work) => work(() =>
        {
            if (++_done == batches)
                stop.Cancel();
        });

        public void Watch(string what, long? total, Action<IProgress<QuantizationProgress>> work) => work(new Progress<QuantizationProgress>());

        public void Table(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
        {
        }
    }
}
