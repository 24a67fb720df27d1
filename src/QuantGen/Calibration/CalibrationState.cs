using QuantGen.Checkpoints;

namespace QuantGen.Calibration;

/// <summary>
/// What a <see cref="Calibrator"/> has collected, apart from the model: to be kept in a file, and added to what was collected elsewhere. Immutable.
/// </summary>
/// <remarks>
/// <para>States of parts of the data add up to exactly the state of the whole, in any order: every range that
/// <see cref="Calibrator.Compute"/> finds is then the same to the last bit. The parts must consist of whole batches, since a network's
/// arithmetic may depend on the size of a batch in the last bits.</para>
/// <para>A file is a safetensors file: the rows of numbers of each collector as tensors named <c>QUANTIZER.ROW</c>, counts in 64 bits; the rest
/// as JSON in its metadata.</para>
/// </remarks>
public sealed class CalibrationState
{
    internal CalibrationState(string model, long batches, IReadOnlyList<QuantizerState> quantizers, string source)
    {
        Model = model;
        Batches = batches;
        Quantizers = quantizers;
        Source = source;
    }

    /// <summary>The name of the model's class.</summary>
    public string Model { get; }

    /// <summary>How many batches were collected.</summary>
    public long Batches { get; }

    /// <summary>The quantizers that took part, in the order of the model.</summary>
    public IReadOnlyList<QuantizerState> Quantizers { get; }

    /// <summary>Where it comes from, for messages.</summary>
    internal string Source { get; }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="CheckpointException">The file cannot be read, is damaged, or holds something else.</exception>
    public static CalibrationState Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return CalibrationStateFile.Read(path);
    }

    /// <summary>Adds up states of one model that were collected from different data.</summary>
    /// <param name="states">One or more. Their order does not matter.</param>
    /// <exception cref="ArgumentException">There is no state.</exception>
    /// <exception cref="CalibrationException">The states do not belong together: other quantizers, descriptors, options or weights; the message
    /// names the quantizer and both files. Or a collector is of a kind that this library does not know: such states are to be given
    /// to <see cref="Calibrator.Add"/> one after the other.</exception>
    public static CalibrationState Merge(IReadOnlyList<CalibrationState> states)
    {
        ArgumentNullException.ThrowIfNull(states);
        if (states.Count == 0)
            throw new ArgumentException("There is no calibration state to merge; give one or more.", nameof(states));

        return states.Skip(1).Aggregate(states[0], CalibrationSum.Of);
    }

    /// <summary>Writes the state to a file, which is replaced if it exists.</summary>
    /// <param name="path">The file. It is written beside its place and moved there when complete.</param>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream => CalibrationStateFile.Write(stream, this));
    }
}
