using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.Safetensors;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>The file of a <see cref="TrainingCheckpoint"/>, open for reading; and what writes one.</summary>
internal sealed class TrainingFile
{
    private const string FormatKey = "quantgen.training";
    private const string Version = "1";
    private const string EpochKey = "quantgen.training.epoch";
    private const string IterationKey = "quantgen.training.iteration";
    private const string OptimizerKey = "quantgen.training.optimizer";
    private const string NotesKey = "quantgen.training.notes";
    private const string ModelPrefix = "model.";
    private const string OptimizerPrefix = "optimizer.";
    private const string RandomName = "random.cpu";

    private readonly SafetensorsFile _file;
    private readonly Stream _stream;

    private TrainingFile(SafetensorsFile file, Stream stream, string path)
    {
        _file = file;
        _stream = stream;
        Path = path;
        if (file.Text(FormatKey) is not { } version)
            throw new CheckpointException($"The file '{path}' holds no training; give one that TrainingCheckpoint.Save wrote.");
        if (version != Version)
            throw new CheckpointException($"The file '{path}' holds a training of version {ErrorText.Short(version)}, and this library reads version {Version}; use the library that wrote it.");

        Position = new TrainingPosition(Number(EpochKey), Number(IterationKey));
        Notes = Parse(NotesKey, TrainingJson.Default.DictionaryStringString);
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>How far the training was.</summary>
    public TrainingPosition Position { get; }

    /// <summary>The caller's texts.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>Writes a file.</summary>
    public static void Write(Stream stream, nn.Module model, OptimizerContent optimizer, TrainingPosition position, IReadOnlyDictionary<string, string> notes)
    {
        var texts = SafetensorsDescription.Texts(QuantizerDescriptions.Of(model));
        texts[FormatKey] = Version;
        texts[EpochKey] = position.Epoch.ToString(CultureInfo.InvariantCulture);
        texts[IterationKey] = position.Iteration.ToString(CultureInfo.InvariantCulture);
        texts[OptimizerKey] = JsonSerializer.Serialize(optimizer.Description, TrainingJson.Default.OptimizerDescription);
        texts[NotesKey] = JsonSerializer.Serialize(notes.ToDictionary(StringComparer.Ordinal), TrainingJson.Default.DictionaryStringString);
        using var random = get_rng_state();
        SafetensorsWriter.Write(
            stream,
            [
                .. model.state_dict().Select(static entry => SafetensorsTensor.Of(ModelPrefix + entry.Key, entry.Value)),
                .. optimizer.Values().Select(static entry => SafetensorsTensor.Of(OptimizerPrefix + entry.Name, entry.Value)),
                SafetensorsTensor.Of(RandomName, random),
            ],
            texts);
    }

    /// <summary>Opens a file, reads something out of it and closes it.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is damaged, or holds something else.</exception>
    public static T Read<T>(string path, Func<TrainingFile, T> read)
    {
        if (Directory.Exists(path))
            throw new CheckpointException($"The training '{path}' is a folder: give the name of a file.");

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            using var file = SafetensorsFile.Read(stream, KeyNames.None, path);
            return read(new TrainingFile(file, stream, path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The training '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Compares everything, and then restores everything.</summary>
    /// <exception cref="CheckpointException">Something does not fit. Nothing is changed.</exception>
    public void Restore(nn.Module model, OptimizerContent optimizer)
    {
        var tensors = _file.Entries.ToDictionary(static entry => entry.Key, StringComparer.Ordinal);
        var plan = CheckpointPlan.Make(new StateKeys(model), ModelContent(), new LoadOptions(), Path);
        var description = Parse(OptimizerKey, TrainingJson.Default.OptimizerDescription);
        optimizer.Require(description, Path);
        var slots = description.Tensors().Select(name => (name, Tensor: Required(OptimizerPrefix + name))).ToList();
        optimizer.Require(slots, Path);
        using var random = Random();
        var values = ContentReader.ReadTensors(_stream, slots.Select(static slot => slot.Tensor));

        // Nothing behind this can fail but a range that is none, which is looked for before any value is set.
        plan.Apply(ContentReader.ReadTensors(_stream, plan.Entries));
        optimizer.Set(description, slots.Zip(values, static (slot, value) => KeyValuePair.Create(slot.name, value)).ToDictionary(StringComparer.Ordinal));
        set_rng_state(random);

        CheckpointContent ModelContent()
        {
            var entries = tensors.Values.Where(static entry => entry.Key.StartsWith(ModelPrefix, StringComparison.Ordinal)).ToList();
            tensors = tensors.Where(static entry => !entry.Key.StartsWith(ModelPrefix, StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
            foreach (var entry in entries)
                entry.Rename(entry.Key[ModelPrefix.Length..]);

            return new CheckpointContent(CheckpointFormat.Safetensors, entries) { Descriptions = SafetensorsDescription.Read(_file, Path) };
        }

        CheckpointEntry Required(string name) => tensors.GetValueOrDefault(name) ?? throw Damaged($"it has no tensor '{ErrorText.Short(name)}'");
    }

    // Tried on a generator of its own, so that what is no state is found out before anything is changed.
    private Tensor Random()
    {
        var entry = _file.Entries.FirstOrDefault(static entry => entry.Key == RandomName);
        using var present = get_rng_state();
        if (entry is null || entry.Type != present.dtype || !entry.Shape.AsSpan().SequenceEqual(present.shape))
            throw Damaged("it has no state of the random generator, or one of another version of torch");

        var state = ContentReader.ReadTensors(_stream, [entry])[0];
        try
        {
            using var trial = new Generator();
            trial.set_state(state);
            return state;
        }
        catch (System.Runtime.InteropServices.ExternalException error)
        {
            throw Damaged("its state of the random generator is none", error);
        }
    }

    private int Number(string key) => int.TryParse(_file.Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw Damaged("it does not say how far the training is");

    private T Parse<T>(string key, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(_file.Text(key) ?? "null", type) ?? throw Damaged($"it has no '{key}'");
        }
        catch (JsonException error)
        {
            throw Damaged($"'{key}' cannot be read", error);
        }
    }

    private CheckpointException Damaged(string why, Exception? cause = null) => cause is null
        ? new($"The file '{Path}' is damaged: {why}.")
        : new($"The file '{Path}' is damaged: {why}.", cause);
}
