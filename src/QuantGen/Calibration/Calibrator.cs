using System.Runtime.InteropServices;
using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
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
public sealed partial class Calibrator : IDisposable
{
    private readonly Module _model;
    private readonly IReadOnlyList<TensorQuantizer> _quantizers;
    private readonly IReadOnlyList<CalibrationSite> _sites;
    private readonly IReadOnlyDictionary<TensorQuantizer, QuantizedWeight> _weights;
    private readonly CalibratorOptions _options;
    private long _batches;

    /// <summary>Prepares the calibration of a model.</summary>
    /// <param name="model">A model that holds quantizers.</param>
    /// <param name="options">What is collected; <see cref="CalibratorOptions.Default"/> when not given.</param>
    /// <exception cref="CalibrationException">The model has no quantizer to calibrate, or one asks for a histogram for each channel.</exception>
    public Calibrator(Module model, CalibratorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _options = options ?? CalibratorOptions.Default;
        _weights = ModelWeights.Of(model);
        var named = model.Quantizers();
        _quantizers = [.. named.Select(static named => named.Quantizer)];
        NameNameless(named);
        _sites = [.. named
            .Where(static named => named.Quantizer.Enabled && !named.Quantizer.Descriptor.Dynamic)
            .Select(named => Site(named.Name, named.Quantizer))];
        if (_sites.Count == 0 && PowerOfTwoModules.Of(model).Count > 0)
            throw new CalibrationException(
                $"The model '{model.GetName()}' is a power-of-two twin, whose ranges are found otherwise: use {nameof(PowerOfTwoCalibration)}.");
        if (_sites.Count == 0 && LowBitParts.Layers(model).Any())
            throw new CalibrationException(
                $"The model '{model.GetName()}' is a low-bit twin, whose quantizers start from the first batches that it is trained on: train it.");
        if (_sites.Count == 0)
            throw new CalibrationException($"The model '{model.GetName()}' has no quantizer to calibrate; calibrate the quantized twin, not the float model.");

        ShareHistograms();
    }

    /// <summary>The collector of each quantizer by its name in the model.</summary>
    public IEnumerable<KeyValuePair<string, ICollector>> Collectors => _sites.Select(static site => KeyValuePair.Create(site.Name, site.Collector));

    /// <summary>How many batches were collected since construction or the last <see cref="Reset"/>.</summary>
    public long Batches => _batches;

    /// <summary>
    /// The bytes of memory that all statistics take, as far as collectors tell. What quantizers share counts once. It does not grow with the number of
    /// batches.
    /// </summary>
    public long HeldBytes => _sites
        .DistinctBy(static site => site.Collector is HistogramCollector histogram ? histogram.Memory : site.Collector)
        .Sum(static site => site.HeldBytes);

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
    /// <param name="progress">Told after each quantizer, one at a time.</param>
    /// <param name="ct">Looked at between quantizers. No range is set on cancellation.</param>
    /// <returns>The ranges, and the quantizers that received nothing.</returns>
    /// <exception cref="CalibrationException">Nothing was collected, or the method finds no range for a quantizer.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public CalibrationResult Compute(CalibrationMethod method, IProgress<QuantizationProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(method);
        var choices = new RangeChoice?[_sites.Count];
        try
        {
            Search(method, choices, progress, ct);
            var made = choices.OfType<RangeChoice>().ToList();
            if (made.Count == 0)
                throw new CalibrationException("No quantizer has received data; collect batches before computing ranges.");
            if (made.Find(static choice => choice.Error is not null) is { Error: var error })
                throw new CalibrationException(error!.Message, error);

            made.ForEach(static choice => choice.Check());
            var device = _model.parameters().FirstOrDefault()?.device ?? CPU;
            made.ForEach(choice => choice.Set(device));
            var unreached = _sites.Zip(choices).Where(static pair => pair.Second is null).Select(static pair => pair.First).ToList();
            unreached.ForEach(FallBack);
            return new CalibrationResult(method, [.. made.Select(static choice => choice.Range())], [.. unreached.Select(static site => site.Name)]);
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

    // Whoever built the model may have named its quantizers after a larger one; those that nobody named would be anonymous in errors.
    private static void NameNameless(IReadOnlyList<(string Name, TensorQuantizer Quantizer)> named)
    {
        foreach (var (name, quantizer) in named.Where(static named => named.Quantizer.FullName == nameof(TensorQuantizer)))
            quantizer.FullName = name;
    }

    private void Search(CalibrationMethod method, RangeChoice?[] choices, IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        var done = 0L;
        var told = new Lock();
        Parallel.For(0, _sites.Count, new ParallelOptions { CancellationToken = ct }, i =>
        {
            choices[i] = RangeChoice.Of(_sites[i], method);
            lock (told)
            {
                done++;
                progress?.Report(new QuantizationProgress("search ranges", done, _sites.Count));
            }
        });
    }

    private void FallBack(CalibrationSite site)
    {
        if (site.Quantizer.IsCalibrated)
            return;

        switch (_options.UnreachedOf?.Invoke(site.Name, site.Quantizer) ?? UnreachedAction.Leave)
        {
            case UnreachedAction.Dynamic:
                site.Quantizer.BecomeDynamic();
                break;
            case UnreachedAction.Disable:
                site.Quantizer.Enabled = false;
                break;
        }
    }

    private CalibrationSite Site(string name, TensorQuantizer quantizer)
    {
        var isWeight = _weights.ContainsKey(quantizer) || name.EndsWith("_weight_quantizer", StringComparison.Ordinal);
        return (_options.CollectorOf?.Invoke(name, quantizer) ?? quantizer.Collector) is { } handedIn
            ? new CalibrationSite(name, quantizer, handedIn, isOwn: false, () => _batches, isWeight)
            : new CalibrationSite(name, quantizer, NewCollector(name, quantizer.Descriptor, _options), isOwn: true, () => _batches, isWeight);
    }

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
