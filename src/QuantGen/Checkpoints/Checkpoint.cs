using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Checkpoints;

/// <summary>
/// Saves and loads the parameters and buffers of a model, ranges included, in TorchSharp's own file format: <c>Module.load</c> reads what
/// this writes, and this reads what <c>Module.save</c> wrote. Neither ever leaves a file or a model half-written.
/// </summary>
public static class Checkpoint
{
    /// <summary>Writes a model's state_dict to a file, which is replaced if it exists.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. It is written beside its place and moved there when complete.</param>
    /// <param name="requireCalibrated">Whether a quantizer without a range is an error, as it is in a model that is finished.</param>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range. Nothing is written.</exception>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    public static void Save(Module model, string path, bool requireCalibrated = true) =>
        Save(model, path, requireCalibrated, static temporary => new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16));

    /// <summary>
    /// Reads a file into a model. The file is read and compared first, so that an error leaves the model as it is.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="match">How closely the file must fit. A float model's file has no ranges: load it into a twin with
    /// <see cref="CheckpointMatch.QuantizersMayBeMissing"/>.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or belongs to another model; the message then lists the keys
    /// that are missing, unexpected and of another shape or type.</exception>
    public static void Load(Module model, string path, CheckpointMatch match = CheckpointMatch.Exact)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        CheckpointPlan plan;
        List<Tensor> values;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            plan = CheckpointPlan.Make(model, CheckpointReader.ReadIndex(file, path), match, path);
            values = [.. plan.Entries.Select(entry => CheckpointReader.ReadTensor(file, entry))];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint '{path}' cannot be read: {error.Message}", error);
        }

        plan.Apply(values, path);
    }

    /// <summary>The same as the public form, with a say in how the temporary file is opened.</summary>
    internal static void Save(Module model, string path, bool requireCalibrated, Func<string, Stream> open)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (requireCalibrated)
            RequireCalibrated(model, path);

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var stream = open(temporary))
            {
                CheckpointWriter.Write(stream, model.state_dict());
                (stream as FileStream)?.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new CheckpointException($"The checkpoint '{path}' cannot be written: {error.Message}", error);
        }
    }

    private static void RequireCalibrated(Module model, string path)
    {
        var uncalibrated = model.Quantizers()
            .Where(static named => named.Quantizer.Enabled && !named.Quantizer.IsCalibrated && !named.Quantizer.Descriptor.Dynamic)
            .Select(static named => named.Name)
            .ToList();
        if (uncalibrated.Count > 0)
        {
            throw new UncalibratedQuantizerException(
                $"The model '{model.GetName()}' is not saved to '{path}' because {uncalibrated.Count} of its quantizers have no range: {string.Join(", ", uncalibrated)}; calibrate it, or save with requireCalibrated: false.");
        }
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason why the file could not be written is what the caller needs to hear.
        }
    }
}
