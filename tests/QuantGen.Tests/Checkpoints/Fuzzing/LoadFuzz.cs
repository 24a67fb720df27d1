using System.Diagnostics;
using System.Globalization;
using QuantGen.Checkpoints;
using QuantGen.Quantizers;
using QuantGen.Tests.Calibration;
using QuantGen.Tests.LowBit.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>Loads damaged files and looks at what becomes of model and memory.</summary>
internal sealed class LoadFuzz : IDisposable
{
    /// <summary>
    /// What an attempt may take beside twice the file's length, and what listing the model's own state takes: <see cref="ReadBudget.Allowance"/>,
    /// a buffer, and the error with its text.
    /// </summary>
    public const int Allowance = 64 << 10;

    private const int LongestMessage = 6000;

    private readonly CheckpointFiles _files = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly FuzzedModel[] _models = [new(new FloatResidualNet(4)), new(new ResidualNet(4, CalibratorKind.Max)), new(CheckpointFiles.FixedPoint(16, weights: Granularity.PerChannel)), new(new LowBitTwin())];

    /// <summary>How many files were loaded.</summary>
    public int Loaded { get; private set; }

    /// <summary>How many files were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>The most that an attempt took beside twice the file's length and the listing of the model.</summary>
    public long MostMemory { get; private set; }

    /// <summary>The longest time that an attempt took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>What was wrong with any attempt.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Loads files made from a number each.</summary>
    /// <param name="seeds">The files that are damaged.</param>
    /// <param name="first">The first number.</param>
    /// <param name="count">How many.</param>
    public void Run(IReadOnlyList<FuzzSeed> seeds, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            var random = new Random(number);
            var seed = seeds[random.Next(seeds.Count)];
            var bytes = Damage.Of(seed, seeds, random);
            var name = string.Create(CultureInfo.InvariantCulture, $"number {number}, {seed.Name}");
            Attempt(name, bytes, _models[random.Next(_models.Length)], (CheckpointMatch)random.Next(3));
        }
    }

    public void Dispose()
    {
        _scope.Dispose();
        _files.Dispose();
    }

    private void Attempt(string name, byte[] bytes, FuzzedModel model, CheckpointMatch match)
    {
        var path = _files.Write(bytes);
        var start = Stopwatch.GetTimestamp();
        Exception? error = null;
        var tensors = FuzzedModel.TensorsMade;
        var allocated = FuzzedModel.AllocatedBy(() => error = Xunit.Record.Exception(() => Checkpoint.Load(model.Model, path, match)));
        var time = Stopwatch.GetElapsedTime(start);
        var made = FuzzedModel.TensorsMade - tensors - model.ListedTensors;
        Slowest = time > Slowest ? time : Slowest;

        // What fills the model is the model's; of a file that was loaded, reading and comparing are looked at once more.
        if (error is null)
            allocated = FuzzedModel.AllocatedBy(() => Compare(path, model.Model, match));

        // Without a report nothing was compared, so that no element was read.
        var elements = error is null or CheckpointException { Report: not null } ? TensorBytesOf(path) : 0;
        if (elements == 0 && made > 0)
            Faults.Add($"{name}: {made} tensors were made before the file was known to be in order.");

        var memory = allocated - model.Listing + elements - (2L * bytes.Length);
        MostMemory = Math.Max(MostMemory, memory);
        if (memory > Allowance)
            Faults.Add($"{name}: {memory} bytes above twice the file's {bytes.Length}.");

        if (error is null)
        {
            Loaded++;
            model.Remember();
            return;
        }

        Refused++;
        if (error is not CheckpointException)
            Faults.Add($"{name}: {error}");
        else if (!IsSentence(error.Message) || !error.Message.Contains(path, StringComparison.Ordinal))
            Faults.Add($"{name}: the message is not one sentence about the file: {error.Message}");

        if (!model.IsUnchanged())
            Faults.Add($"{name}: the model changed.");
    }

    private static void Compare(string path, nn.Module model, CheckpointMatch match)
    {
        using var file = File.OpenRead(path);
        var state = new StateKeys(model);
        CheckpointPlan.Make(state, ContentReader.Read(file, place: null, state.Names, path), new LoadOptions { Match = match }, path);
    }

    private static bool IsSentence(string message) =>
        message.Length <= LongestMessage && !message.Contains('\n', StringComparison.Ordinal) && message.EndsWith('.');

    // The elements are read once for each memory, by no other road.
    private static long TensorBytesOf(string path)
    {
        using var file = File.OpenRead(path);
        return ContentReader.Read(file, place: null, KeyNames.None, path).Entries.DistinctBy(static entry => entry.Offset).Sum(static entry => entry.Length);
    }
}
