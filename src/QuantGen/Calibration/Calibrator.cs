using System.Runtime.InteropServices;
using QuantGen.Quantizers;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Calibration;

/// <summary>
/// Finds the ranges of a model's quantizers: shows it data once, then computes ranges by any number of methods without further data.
/// </summary>
/// <remarks>
/// <para>While data is collected the model runs in evaluation mode without gradients, and unquantized, so that every quantizer sees the
/// activations of the float model; afterwards, and after an error, each module is in the state it was in before.</para>
/// <para>A quantizer takes part unless it is switched off (<see cref="TensorQuantizer.Enabled"/>) or dynamic. Which collector it has
/// follows from its descriptor, unless it has one already. Quantizers that read the same activation share one histogram. Weights are measured at the first batch of each <c>Collect</c>, anew, since they do
/// not change between batches.</para>
/// <para>Not safe for concurrent use. The model is not disposed.</para>
/// </remarks>
public sealed class Calibrator : IDisposable
{
    private readonly Module _model;
    private readonly IReadOnlyList<TensorQuantizer> _quantizers;
    private readonly IReadOnlyList<CalibrationSite> _sites;
    private long _batches;

    /// <summary>Prepares the calibration of a model.</summary>
    /// <param name="model">A model that holds quantizers.</param>
    /// <param name="options">What is collected; <see cref="CalibratorOptions.Default"/> when not given.</param>
    /// <exception cref="CalibrationException">The model has no quantizer to calibrate, or one asks for a histogram for each channel.</exception>
    public Calibrator(Module model, CalibratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        var named = model.Quantizers();
        _quantizers = [.. named.Select(static named => named.Quantizer)];
        _sites = [.. named
            .Where(static named => named.Quantizer.Enabled && !named.Quantizer.Descriptor.Dynamic)
            .Select(named => Site(named.Name, named.Quantizer, options ?? CalibratorOptions.Default))];
        if (_sites.Count == 0)
            throw new CalibrationException($"The model '{model.GetName()}' has no quantizer to calibrate; calibrate the quantized twin, not the float model.");

        ShareHistograms();
    }

    /// <summary>The collector of each quantizer by its name in the model.</summary>
    public IEnumerable<KeyValuePair<string, ICollector>> Collectors => _sites.Select(static site => KeyValuePair.Create(site.Name, site.Collector));

    /// <summary>How many batches were collected since construction or the last <see cref="Reset"/>.</summary>
    public long Batches => _batches;

    /// <summary>
    /// Runs the model on batches and collects what its quantizers see. May be called again: statistics add up.
    /// </summary>
    /// <param name="batches">Inputs of the model, one or more. They are not disposed.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="ct">Looked at between batches. What whole batches gave is kept on cancellation.</param>
    /// <exception cref="ArgumentException">The model does not take one tensor and return one: use <see cref="Collect(Action)"/>.</exception>
    /// <exception cref="CalibrationException">There was no batch, one does not fit the model, or a quantizer saw NaN or infinity. All
    /// statistics are discarded, since quantizers before the failing one have seen the batch and others have not.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public void Collect(IEnumerable<Tensor> batches, IProgress<QuantizationProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (_model is not Module<Tensor, Tensor> network)
            throw new ArgumentException($"The model '{_model.GetName()}' does not take one tensor and return one; use Collect(Action) and run it yourself.", nameof(batches));

        using var mode = BeginCollection();
        long? total = batches.TryGetNonEnumeratedCount(out var count) ? count : null;
        var done = 0L;
        foreach (var batch in batches)
        {
            ct.ThrowIfCancellationRequested();
            Run(() => network.call(batch), batch);
            done++;
            progress?.Report(new QuantizationProgress("calibrate", done, total));
        }

        if (done == 0)
            throw new CalibrationException("There was no batch to calibrate with; give one or more.");
    }

    /// <summary>Collects from a model of any inputs: what its quantizers see while an action runs counts as one batch.</summary>
    /// <param name="forward">Runs the model, once or more. Gradients are off and the model is in evaluation mode; tensors it makes are disposed.</param>
    /// <exception cref="CalibrationException">The inputs do not fit the model, or a quantizer saw NaN or infinity. All statistics are discarded.</exception>
    public void Collect(Action forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        using var mode = BeginCollection();
        Run(forward, batch: null);
    }

    /// <summary>
    /// Computes the range of every quantizer that received data, in parallel, and sets them all, or none when one fails.
    /// </summary>
    /// <param name="method">How ranges are chosen.</param>
    /// <returns>The ranges, and the quantizers that received nothing.</returns>
    /// <exception cref="CalibrationException">Nothing was collected, or the method finds no range for a quantizer.</exception>
    public CalibrationResult Compute(CalibrationMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var choices = new RangeChoice?[_sites.Count];
        Parallel.For(0, _sites.Count, i => choices[i] = RangeChoice.Of(_sites[i], method));
        try
        {
            var made = choices.OfType<RangeChoice>().ToList();
            if (made.Count == 0)
                throw new CalibrationException("No quantizer has received data; collect batches before computing ranges.");
            if (made.Find(static choice => choice.Error is not null) is { Error: var error })
                throw new CalibrationException(error!.Message, error);

            made.ForEach(static choice => choice.Check());
            made.ForEach(static choice => choice.Set());
            return new CalibrationResult(
                method,
                [.. made.Select(choice => choice.Range())],
                [.. _sites.Zip(choices).Where(static pair => pair.Second is null).Select(static pair => pair.First.Name)]);
        }
        finally
        {
            foreach (var choice in choices)
                choice?.Dispose();
        }
    }

    /// <summary>Forgets everything that was collected. The ranges of the quantizers stay.</summary>
    public void Reset()
    {
        foreach (var site in _sites)
            site.Reset();

        ShareHistograms();
        _batches = 0;
    }

    /// <summary>Releases what was collected, save by collectors that were handed in.</summary>
    public void Dispose()
    {
        foreach (var site in _sites.Where(static site => site.IsOwn))
            site.Reset();
    }

    private CollectionMode BeginCollection()
    {
        foreach (var weight in _sites.Where(static site => site.IsWeight))
            weight.StartsAnew = true;

        return CollectionMode.Enter(_model, _quantizers, _sites);
    }

    private void Run(Action forward, Tensor? batch)
    {
        var complete = false;
        try
        {
            using var scope = NewDisposeScope();
            forward();
            complete = true;
        }
        catch (Exception error) when (error is ExternalException or ArgumentException && batch is not null)
        {
            throw new CalibrationException(FormattableString.Invariant(
                $"The batch with index {_batches}, of shape {TensorShapes.Text(batch.shape)}, does not fit the model: {FirstLine(error.Message)}"), error);
        }
        finally
        {
            if (!complete)
                Reset();
        }

        _batches++;
        foreach (var weight in _sites.Where(static site => site is { IsWeight: true, StartsAnew: false }))
            weight.Quantizer.CalibrationEnabled = false;
    }

    private CalibrationSite Site(string name, TensorQuantizer quantizer, CalibratorOptions options) =>
        (options.CollectorOf?.Invoke(name, quantizer) ?? quantizer.Collector) is { } handedIn
            ? new CalibrationSite(name, quantizer, handedIn, isOwn: false, () => _batches)
            : new CalibrationSite(name, quantizer, NewCollector(name, quantizer.Descriptor, options), isOwn: true, () => _batches);

    private static ICollector NewCollector(string name, QuantDescriptor descriptor, CalibratorOptions options)
    {
        if (descriptor.Calibrator == CalibratorKind.Max)
            return new MaxCollector(descriptor.Axes);

        return descriptor.Axes is null ? new HistogramCollector(options.Histogram) : throw new CalibrationException(
            $"Quantizer '{name}' keeps a range for each channel, for which there is no histogram; set its descriptor's Calibrator to Max or leave Axes out.");
    }

    private void ShareHistograms() =>
        HistogramCollector.Share(_sites.Where(static site => site.IsOwn).Select(static site => site.Collector).OfType<HistogramCollector>());

    private static string FirstLine(string message) => message.AsSpan()[..(message.IndexOf('\n') is >= 0 and var end ? end : message.Length)].ToString();
}
