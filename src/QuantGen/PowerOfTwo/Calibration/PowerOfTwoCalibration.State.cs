using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.Safetensors;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <content>What was done so far, in a file.</content>
public sealed partial class PowerOfTwoCalibration
{
    private const string FormatKey = "format";
    private const string Format = "quantgen-power-of-two-calibration";
    private const string VersionKey = "version";
    private const string Version = "1";
    private const string ModelKey = "model";
    private const string StartKey = "start";
    private const string BatchesKey = "batches";
    private const string EpochKey = "epoch";
    private const string SignsKey = "signs";

    /// <summary>Writes what was done so far to a file, for <see cref="Load"/>. The same calibration writes the same bytes.</summary>
    /// <param name="path">The file, which is replaced if it exists. It is written beside its place and moved there when complete.</param>
    /// <exception cref="CalibrationException">No batch was used yet.</exception>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Batches == 0)
            throw new CalibrationException("No batch was used yet; there is nothing to keep.");

        var metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [FormatKey] = Format,
            [VersionKey] = Version,
            [ModelKey] = _twin.GetName(),
            [StartKey] = _start,
            [BatchesKey] = Batches.ToString(CultureInfo.InvariantCulture),
            [EpochKey] = Epoch.ToString(CultureInfo.InvariantCulture),
            [SignsKey] = JsonSerializer.Serialize(_signs.Changes),
        };
        AtomicFile.Write(path, stream => SafetensorsWriter.Write(
            stream, _tensors.Result.Select(static entry => SafetensorsTensor.Of(entry.Name, entry.Copy)), metadata));
    }

    /// <summary>
    /// Takes up what <see cref="Save"/> wrote, in place of what was done here: going on with the batches that are left gives the same, to the last bit,
    /// as if nothing had been interrupted. The twin changes only with <see cref="Run"/> or <see cref="Apply"/>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds something else.</exception>
    /// <exception cref="CalibrationException">It is of another model, of other weights, or of other settings. Nothing has changed.</exception>
    public void Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Directory.Exists(path))
            throw new CheckpointException($"The calibration state '{path}' is a folder: give the name of a file.");

        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            Read(stream, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private void Read(Stream stream, string path)
    {
        using var file = SafetensorsFile.Read(stream, KeyNames.None, path);
        if (file.Text(FormatKey) != Format)
            throw new CheckpointException($"The file '{path}' holds no state of a power-of-two calibration; give one that {nameof(PowerOfTwoCalibration)}.{nameof(Save)} wrote.");
        if (file.Text(VersionKey) is not Version and var version)
            throw new CheckpointException($"The file '{path}' holds a calibration state of version {version}, and this library reads version {Version}; use the library that wrote it.");
        if (file.Text(StartKey) != _start)
        {
            throw new CalibrationException(
                $"The file '{path}' is of a calibration of '{file.Text(ModelKey)}' that began with other weights or settings; " +
                "go on with a fresh twin of the same float model, made and calibrated by the same options.");
        }

        if (!TryCount(file.Text(BatchesKey), out var batches) || batches == 0 || !TryCount(file.Text(EpochKey), out var epoch) || epoch > int.MaxValue)
            throw Damaged(path);

        var signs = Signs(file.Text(SignsKey), path);
        using var scope = NewDisposeScope();
        var values = new List<Tensor>();
        using (var now = _tensors.Now())
        {
            foreach (var (name, copy) in now.Entries)
            {
                var entry = file.Find(name);
                if (entry is null || entry.Type != ScalarType.Float32 || copy.dtype != ScalarType.Float32 || !entry.Shape.AsSpan().SequenceEqual(copy.shape))
                    throw Damaged(path);

                values.Add(tensor(SafetensorsFile.Values<float>(stream, entry), copy.shape));
            }

            _tensors.Start(values);
            _tensors.WriteResult();
            _signs.Restore(signs);
            now.WriteBack();
        }

        (Batches, Epoch) = (batches, (int)epoch);
    }

    private static SortedDictionary<string, int> Signs(string? text, string path)
    {
        try
        {
            return text is null ? throw Damaged(path) : JsonSerializer.Deserialize<SortedDictionary<string, int>>(text) ?? throw Damaged(path);
        }
        catch (JsonException)
        {
            throw Damaged(path);
        }
    }

    private static bool TryCount(string? text, out long count) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);

    private static CheckpointException Damaged(string path) => new($"The file '{path}' is damaged: what it says and what it holds differ.");

    // What a calibration starts from: every tensor of the twin, how its layers and quantizers work, and the settings.
    private string Start(nn.Module twin)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in twin.state_dict().OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            Append(string.Create(CultureInfo.InvariantCulture, $"{name} {value.dtype} {string.Join(' ', value.shape)}"));
            using var scope = NewDisposeScope();
            TensorBytes.ForEach(value.detach().cpu().contiguous(), bytes => hash.AppendData(bytes));
        }

        foreach (var (name, module) in _parts)
        {
            Append(module switch
            {
                PowerOfTwoLayer layer => string.Create(CultureInfo.InvariantCulture, $"{name} {layer.Enabled} {layer.WeightBits} {layer.Granularity} {layer.BiasMode} {layer.Options.PowerOfTwoWeights} {layer.Options.WeightTail} {layer.Options.Seed} {layer.Options.WeightClipping?.Ratio} {layer.Options.WeightClipping?.Threshold}"),
                Pact2 { Options: var options } quantizer => string.Create(CultureInfo.InvariantCulture, $"{name} {quantizer.Enabled} {quantizer.Bits} {quantizer.UpdatesRange} {options.Signed} {options.FixedRange?.Low} {options.FixedRange?.High} {options.UpperLimit} {options.Tail} {options.PowerOfTwoRange} {options.BatchRange} {options.Rounding} {options.RangeFloorFactor} {options.PeerRunningMean} {options.Seed}"),
                _ => name,
            });
        }

        Append(string.Create(CultureInfo.InvariantCulture, $"{Settings.BiasCorrection} {Settings.Eta} {Settings.EtaDecay} {Settings.WeightSpreadCorrection} {Settings.RangePass}"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + '\n'));
    }
}
