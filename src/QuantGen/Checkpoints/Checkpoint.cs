using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Checkpoints;

/// <summary>
/// Saves and loads the parameters and buffers of a model, ranges included, and a description of its quantizers. Reads the formats of
/// TorchSharp, PyTorch and safetensors; writes the first and the last. Neither ever leaves a file or a model half-written.
/// </summary>
public static class Checkpoint
{
    private const int BufferLength = 4096;

    /// <summary>Writes a model's state_dict to a file, which is replaced if it exists.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file. Its extension chooses the format: <c>.safetensors</c>, which Python reads, or any other for that of
    /// TorchSharp, which <c>Module.load</c> reads. It is written beside its place and moved there when complete.</param>
    /// <param name="requireCalibrated">Whether a quantizer without a range is an error, as it is in a model that is finished.</param>
    /// <exception cref="ArgumentException">The extension is <c>.pt</c> or <c>.pth</c>: the format that it stands for is read
    /// only.</exception>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range. Nothing is written.</exception>
    /// <exception cref="CheckpointException">The file cannot be written, or its format has no such type of elements. What was there before
    /// still is.</exception>
    public static void Save(Module model, string path, bool requireCalibrated = true) => Save(model, path, requireCalibrated, open: null);

    /// <summary>
    /// Reads a file into a model. The file, whose format shows in its content, is read and compared first, so that an error leaves the
    /// model as it is.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="match">How closely the file must fit. A float model's file has no ranges: load it into a twin with
    /// <see cref="CheckpointMatch.QuantizersMayBeMissing"/>.</param>
    /// <returns>What was loaded, and how file and model differ.</returns>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, holds more than tensors, or belongs to another model; the
    /// message then lists the keys that are missing, unexpected and of another shape or type, and the quantizers that quantize
    /// otherwise.</exception>
    public static LoadReport Load(Module model, string path, CheckpointMatch match = CheckpointMatch.Exact) =>
        Load(model, path, new LoadOptions { Match = match });

    /// <summary>The same, with names and places to look in.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">How to load it.</param>
    /// <returns>What was loaded, and how file and model differ.</returns>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, holds more than tensors, or belongs to another
    /// model.</exception>
    public static LoadReport Load(Module model, string path, LoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(options);
        if (Directory.Exists(path))
            throw new CheckpointException($"The checkpoint '{path}' is a folder: give the name of a file.");

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        CheckpointPlan plan;
        List<Tensor> values;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferLength);
            var state = new StateKeys(model);
            plan = CheckpointPlan.Make(state, ContentReader.Read(file, options.StateDict, state.Names, path), options, path);
            values = ContentReader.ReadTensors(file, plan.Entries);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The checkpoint '{path}' cannot be read: {error.Message}", error);
        }

        plan.Apply(values);
        return plan.Report;
    }

    /// <summary>The same as the public form, with a say in how the temporary file is opened.</summary>
    internal static void Save(Module model, string path, bool requireCalibrated, Func<string, Stream>? open)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var format = CheckpointFormats.Of(path);
        if (requireCalibrated)
            RequireCalibrated(model, path);

        var descriptions = QuantizerDescriptions.Of(model);
        AtomicFile.Write(path, stream => CheckpointFile.Write(stream, format, model.state_dict(), descriptions), open);
    }

    private static void RequireCalibrated(Module model, string path)
    {
        var uncalibrated = model.Quantizers()
            .Where(static named => named.Quantizer.Enabled && !named.Quantizer.IsCalibrated && !named.Quantizer.Descriptor.Dynamic)
            .Select(static named => named.Name)
            .Concat(model.named_modules().Where(static named => named.module is Pact2 { Enabled: true, IsCalibrated: false }).Select(static named => named.name))
            .Concat(model.LowBitQuantizers().Where(static named => named.Quantizer.Enabled && !LowBitParts.HasStarted(named.Quantizer)).Select(static named => named.Name))
            .ToList();
        if (uncalibrated.Count > 0)
        {
            throw new UncalibratedQuantizerException(
                $"The model '{model.GetName()}' is not saved to '{path}' because {uncalibrated.Count} of its quantizers have no range: " +
                    $"{string.Join(", ", uncalibrated)}; calibrate it, or save with requireCalibrated: false.");
        }
    }
}
