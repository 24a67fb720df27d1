namespace QuantGen.Calibration;

/// <summary>
/// A collector whose statistics can be written to a file and added to those of another, which is what <see cref="CalibrationState"/> asks
/// of it. The collectors of this namespace implement it; one of your own that does takes part in saving and adding up.
/// </summary>
/// <remarks>
/// Adding must not depend on the order, and adding the states of parts of the data must give the state of the whole: only then are
/// ranges that were calibrated in shards those of one run.
/// </remarks>
public interface IMergeableCollector : ICollector
{
    /// <summary>What was collected so far, also when that is nothing.</summary>
    /// <exception cref="CalibrationException">It depends on the order of the data, and so cannot be added to anything.</exception>
    CollectorState State();

    /// <summary>Adds what another collector has collected.</summary>
    /// <param name="state">Made by <see cref="State"/> of a collector of the same kind and settings; it may come from a file, so its content must be
    /// checked.</param>
    /// <exception cref="CalibrationException">The state is of another kind, has other settings, or is damaged. Nothing has changed.</exception>
    void Add(CollectorState state);
}
