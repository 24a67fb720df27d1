namespace QuantGen.Calibration;

/// <content>What was collected, as a state that outlives the calibrator.</content>
public sealed partial class Calibrator
{
    /// <summary>What was collected so far. Collecting further does not change it.</summary>
    /// <exception cref="CalibrationException">A collector's statistics cannot be kept: it was handed in and is no
    /// <see cref="IMergeableCollector"/>, or its histogram is of another form than <see cref="HistogramForm.PowerOfTwo"/>. The message names the
    /// quantizers.</exception>
    public CalibrationState State()
    {
        var foreign = _sites.Where(static site => site.Collector is not IMergeableCollector).ToList();
        if (foreign.Count > 0)
        {
            throw new CalibrationException(
                $"What was collected cannot be kept, because the collectors of these quantizers do not implement {nameof(IMergeableCollector)}: {string.Join(", ", foreign.Select(static site => $"{site.Name} ({site.Collector.GetType().Name})"))}.");
        }

        return new CalibrationState(_model.GetName(), _batches, [.. _sites.Select(static site => site.State())], $"the model {_model.GetName()}");
    }

    /// <summary>Writes what was collected to a file, for <see cref="CalibrationState.Load"/>.</summary>
    /// <param name="path">The file, which is replaced if it exists. It is written beside its place and moved there when complete.</param>
    /// <exception cref="CalibrationException">A collector's statistics cannot be kept, see <see cref="State"/>.</exception>
    /// <exception cref="CheckpointException">The file cannot be written. What was there before still is.</exception>
    public void Save(string path) => State().Save(path);

    /// <summary>
    /// Adds what was collected elsewhere, from other data: statistics add up as they do from one <see cref="Collect(Action)"/> to the next. A calibrator that
    /// has collected nothing then holds just that.
    /// </summary>
    /// <param name="state">Of the same model, with the same weights, descriptors and options.</param>
    /// <exception cref="CalibrationException">The state is of other quantizers, descriptors, options or weights: the message names the quantizer and the
    /// file, and nothing has changed. Or its numbers are damaged: all statistics are discarded.</exception>
    public void Add(CalibrationState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var own = State();
        CalibrationSum.ThrowIfOthers([.. _sites.Select(static site => site.Name)], own.Source, state);
        var others = state.Quantizers.ToDictionary(static quantizer => quantizer.Name, StringComparer.Ordinal);
        foreach (var quantizer in own.Quantizers)
            CalibrationSum.ThrowIfUnlike(quantizer, own.Source, others[quantizer.Name], state.Source);

        ThrowIfOtherWeights(own.Source, others, state.Source);
        var complete = false;
        try
        {
            foreach (var site in _sites)
                site.Add(others[site.Name].Collected, state.Source);

            _batches = checked(_batches + state.Batches);
            complete = true;
        }
        finally
        {
            if (!complete)
                Reset();
        }
    }

    // Ranges for weights that the model does not have would be of no use, and show that the shards ran another model.
    private void ThrowIfOtherWeights(string owner, Dictionary<string, QuantizerState> others, string source)
    {
        foreach (var site in _sites)
        {
            var other = others[site.Name];
            if (!_weights.TryGetValue(site.Quantizer, out var weight) || other.Collected.Count == 0
                || CollectorKinds.Create(site.Quantizer.Descriptor, other.Collected) is not { } probe)
            {
                continue;
            }

            using var values = weight.Seen();
            probe.Collect(values);
            CalibrationSum.ThrowIfUnlike(new QuantizerState(site.Name, IsWeight: true, site.Quantizer.Descriptor, probe.State()), owner, other, source);
        }
    }
}
