using QuantGen.Checkpoints;
using static TorchSharp.torch;
using static TorchSharp.torch.optim;

namespace QuantGen.Training;

/// <summary>
/// A training that was interrupted, in one file: the model, what the optimizer remembers, torch's random state and how far the training is. Where
/// the data depend on the position alone, a training that goes on from it computes bit for bit what it would have computed (on one thread).
/// </summary>
/// <remarks>
/// <para>The file is a safetensors file: the model's state_dict under <c>model.KEY</c>, the optimizer's tensors under
/// <c>optimizer.NAME.PARAMETER</c>, the state of the processor's random generator as <c>random.cpu</c>; the rest in its metadata. Gradients are
/// not in it: write it between two steps.</para>
/// <para>A schedule needs nothing but the position (<see cref="RateSchedule"/>); a policy is caught up with before the model is restored
/// (<see cref="Policies.PolicyRun.CatchUp"/>).</para>
/// </remarks>
public sealed class TrainingCheckpoint
{
    internal TrainingCheckpoint(string path, TrainingPosition position, IReadOnlyDictionary<string, string> notes)
    {
        Path = path;
        Position = position;
        Notes = notes;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How far the training was.</summary>
    public TrainingPosition Position { get; }

    /// <summary>What the caller gave to be kept, such as the settings of the run.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; }

    /// <summary>Writes a file, which is replaced if it exists.</summary>
    /// <param name="path">The file. It is written beside its place and moved there when complete.</param>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimizer: SGD, Adam or AdamW.</param>
    /// <param name="position">How far the training is.</param>
    /// <param name="notes">What else is to be kept; null for nothing.</param>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    /// <exception cref="QuantizationException">The optimizer is of another kind, or trains parameters that are not the model's. Nothing is
    /// written.</exception>
    public static void Save(
        string path, nn.Module model, Optimizer optimizer, TrainingPosition position, IReadOnlyDictionary<string, string>? notes = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        var state = OptimizerContent.Of(optimizer, model);
        AtomicFile.Write(path, stream => TrainingFile.Write(stream, model, state, position, notes ?? new Dictionary<string, string>(StringComparer.Ordinal)));
    }

    /// <summary>Reads how far a training was. Nothing is restored yet.</summary>
    /// <param name="path">A file that <see cref="Save"/> wrote.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds something else.</exception>
    public static TrainingCheckpoint Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return TrainingFile.Read(path, static file => new TrainingCheckpoint(file.Path, file.Position, file.Notes));
    }

    /// <summary>Puts model, optimizer and torch's random generator into the state they were in. All of the file is compared first, so that an error
    /// leaves them as they are.</summary>
    /// <param name="model">The model.</param>
    /// <param name="optimizer">Its optimizer, made as the one that was saved: of the same kind and groups. What its groups are trained with
    /// becomes what it was.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or belongs to another model or optimizer.</exception>
    /// <exception cref="QuantizationException">The optimizer is of a kind that cannot be saved, or trains parameters that are not the
    /// model's.</exception>
    public void Restore(nn.Module model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        var own = OptimizerContent.Of(optimizer, model);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        TrainingFile.Read(Path, file =>
        {
            file.Restore(model, own);
            return file;
        });
    }
}
