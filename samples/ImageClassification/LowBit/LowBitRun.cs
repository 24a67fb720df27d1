using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ImageClassification.Data;
using ImageClassification.Training;
using QuantGen.Checkpoints;
using QuantGen.Training;
using QuantGen.Training.Policies;
using SampleKit.Files;
using SampleKit.Reporting;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.LowBit;

/// <summary>Trains and measures one row of the comparison, once for each seed, and adds a line to the file of results for each.</summary>
/// <param name="settings">The row.</param>
/// <param name="data">The pictures.</param>
/// <param name="again">Whether runs are done that are in the file of results already.</param>
/// <param name="reporter">Where progress and results are shown.</param>
/// <param name="cancellation">Ends the run with an <see cref="OperationCanceledException"/>; what was trained until then is kept.</param>
internal sealed class LowBitRun(LowBitSettings settings, ImageData data, bool again, IReporter reporter, CancellationToken cancellation)
{
    private const string SettingsNote = "settings";

    private readonly string _policyText = settings.Quantization.Policy is { } path && File.Exists(path) ? File.ReadAllText(path) : "";
    private readonly TrainingPolicy? _policy = settings.Quantization.Policy is { } file ? TrainingPolicy.Load(file) : null;

    /// <summary>Does it.</summary>
    public void Run()
    {
        OutputFile.Claim(settings.Results + ".new");
        Directory.CreateDirectory(settings.Output);
        IReadOnlyList<LowBitResult> finished = File.Exists(settings.Results) && !again ? ResultFile.Read(settings.Results) : [];
        foreach (var seed in settings.Seeds)
        {
            var key = Key(Note(seed));
            if (finished.Any(result => result.Settings == key && result.Row == settings.RowName))
                reporter.Line(string.Create(CultureInfo.InvariantCulture, $"{settings.RowName}, seed {seed}: in {settings.Results} already; --again trains it once more"));
            else
                RunOnce(seed);
        }
    }

    private static string Key(string note) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note)).AsSpan(0, 8));

    // What the numbers of a run follow from: another row's name or place to write to changes none.
    private string Note(int seed) => LowBitConfiguration.All.Dump(settings with { Row = null, Seeds = [seed], Output = "-", Results = "-", SaveEvery = 1, Threads = 1 }) + _policyText;

    private void RunOnce(int seed)
    {
        var name = $"{settings.Model}-{FileName(settings.RowName)}-{seed.ToString(CultureInfo.InvariantCulture)}";
        var interrupted = Path.Combine(settings.Output, $"{name}.training");
        var notes = new Dictionary<string, string>(StringComparer.Ordinal) { [SettingsNote] = Note(seed) };
        random.manual_seed(seed);
        using var network = LowBitModels.Create(settings, data.ClassNames.Count);
        if (settings.Weights is { } weights)
            Commands.ModelOptions.LoadFloat(network, weights.Replace("{seed}", seed.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        using var model = LowBitModels.Quantized(network, settings);
        using var trainer = new LowBitTrainer(model, data, settings, _policy, seed);
        if (File.Exists(interrupted))
            Restore(trainer, interrupted, notes[SettingsNote]);

        var watch = Stopwatch.StartNew();
        try
        {
            trainer.Train($"Training {settings.RowName}, seed {seed.ToString(CultureInfo.InvariantCulture)}", EndEpoch, reporter, cancellation);
        }
        catch (OperationCanceledException)
        {
            trainer.Save(interrupted, notes);
            throw;
        }

        var seconds = watch.Elapsed.TotalSeconds;
        var score = Evaluator.Evaluate(model, data.Test, "Testing", reporter, cancellation);
        Checkpoint.Save(model, Path.Combine(settings.Output, $"{name}.safetensors"));
        ResultFile.Append(settings.Results, Result(model, seed, score, seconds));
        File.Delete(interrupted);
        reporter.Line($"{settings.RowName}, seed {seed.ToString(CultureInfo.InvariantCulture)}: test accuracy {score}");

        void EndEpoch(int epochs)
        {
            if (epochs < settings.Training.AllEpochs && epochs % settings.SaveEvery == 0)
                trainer.Save(interrupted, notes);
        }
    }

    private void Restore(LowBitTrainer trainer, string file, string note)
    {
        var interrupted = TrainingCheckpoint.Read(file);
        if (interrupted.Notes.GetValueOrDefault(SettingsNote) != note)
            throw new TrainingException($"The training in '{file}' was interrupted under other settings: delete the file, or give another output.");

        trainer.Restore(interrupted);
        reporter.Line(string.Create(CultureInfo.InvariantCulture, $"Going on in epoch {interrupted.Position.Epoch + 1}, batch {interrupted.Position.Iteration + 1}, from {file}"));
    }

    private LowBitResult Result(Module<Tensor, Tensor> model, int seed, Score score, double seconds) => new()
    {
        Row = settings.RowName,
        IsFloat = settings.IsFloat,
        Model = settings.Model,
        Data = data.Name,
        Budget = Budget(),
        Seed = seed,
        Settings = Key(Note(seed)),
        Accuracy = Math.Round(score.Accuracy, 4),
        Loss = Math.Round(score.Loss, 6),
        Seconds = Math.Round(seconds, 1),
        Quantizers = model.modules().OfType<QuantGen.LowBit.LowBitQuantizer>().Count(static quantizer => quantizer.Enabled),
    };

    // What must be the same for two rows to be compared.
    private string Budget()
    {
        var training = settings.Training;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{training.AllEpochs} {(training.AllEpochs == 1 ? "epoch" : "epochs")}, batches of {training.BatchSize * training.Accumulate}, {data.Training.Count} pictures{(settings.Weights is null ? "" : ", from float weights")}");
    }

    private static string FileName(string row) => new([.. row.ToLowerInvariant().Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')]);
}
