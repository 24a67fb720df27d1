using System.Runtime.ExceptionServices;
using QuantGen.Calibration;
using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Reporting.Findings;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>Measures a twin and puts a report together.</summary>
/// <param name="twin">The twin.</param>
/// <param name="floatModel">The float model, or null.</param>
/// <param name="calibrator">The calibrator, or null.</param>
/// <param name="options">What else is shown.</param>
internal sealed class ReportBuilder(Module twin, Module? floatModel, Calibrator? calibrator, ReportOptions options)
{
    private readonly IReadOnlyList<TwinPart> _parts = TwinParts.Of(twin);
    private readonly Dictionary<string, ICollector> _collectors =
        new(calibrator?.Collectors ?? [], StringComparer.Ordinal);

    /// <summary>Does it all.</summary>
    public QuantizationReport Build(IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        if (_parts.Count == 0)
            throw new QuantizationException(LowBitParts.Layers(twin).Any()
                ? $"The model '{twin.GetName()}' is a low-bit twin, of which there is no report: {nameof(QuantizerSummary)} lists its quantizers."
                : $"The model '{twin.GetName()}' has no quantizer; report on the quantized twin, not the float model.");

        var floating = FloatParameters.Of(twin, floatModel);
        var batches = BatchFigures.Measure(twin, floatModel, floating, _parts, options, progress, ct);
        var weights = Weights(floating);
        ct.ThrowIfCancellationRequested();

        var histograms = Histograms(progress, ct);
        IReadOnlyList<QuantizerReport> quantizers = [.. _parts.Select(part => Quantizer(part, batches, weights, histograms))];
        var layers = Layers(quantizers, batches);
        var unreached = _collectors.Where(static collector => collector.Value.Count == 0).Select(static collector => collector.Key);
        var report = new QuantizationReport
        {
            Title = options.Title ?? (floatModel ?? twin).GetName(),
            Note = options.Note,
            Model = new ModelFigures(twin, floatModel, _parts).Report(quantizers, layers),
            Findings = [],
            Output = batches.Output,
            Layers = layers,
            Quantizers = quantizers,
            Sensitivity = options.Sensitivity is null ? null : SensitivityReport.Of(options.Sensitivity),
            Graph = options.Graph,
            FloatLayers = FloatReasons.Of(twin),
            DeadChannels = DeadChannels(batches, weights),
            Unreached = [.. unreached],
        };
        return FindingRules.With(report, weights, report.IsFixedPoint ? PowerOfTwoFindings.Of(twin) : []);
    }

    // Weights of a power-of-two twin may lie on their grid, where calibration has put them: the float model knows what they were.
    private Dictionary<string, WeightFigures> Weights(FloatParameters? floating)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var parts = _parts.Where(static part => part.Weight is not null).ToList();
        var originals = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        if (floating is not null)
        {
            using (floating.Enter())
            {
                foreach (var part in parts)
                    originals.Add(part.Name, part.Weight!.Read().clone());
            }
        }

        return parts.ToDictionary(
            static part => part.Name,
            part =>
            {
                using var weight = originals.GetValueOrDefault(part.Name) ?? part.Weight!.Read();
                return WeightFigures.Of(part.Quantizer, part.Weight!.Rows, weight);
            },
            StringComparer.Ordinal);
    }

    private Dictionary<string, HistogramReport> Histograms(IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        var amax = _parts.Select(static part => part.Quantizer.Ranges() is [var only] ? only : (float?)null).ToArray();
        var found = new HistogramReport?[_parts.Count];
        var gate = new Lock();
        var done = 0L;
        try
        {
            Parallel.For(0, _parts.Count, new ParallelOptions { CancellationToken = ct }, i =>
            {
                if (_parts[i].Quantizer.Descriptor is { } descriptor
                    && _collectors.GetValueOrDefault(_parts[i].Name) is HistogramCollector collector && collector.Histogram() is { } histogram)
                    found[i] = HistogramFigures.Of(histogram, descriptor.Format, amax[i]);

                lock (gate)
                    progress?.Report(new QuantizationProgress("search ranges", ++done, _parts.Count));
            });
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.Flatten().InnerExceptions[0]);
        }

        return _parts.Zip(found)
            .Where(static pair => pair.Second is not null)
            .ToDictionary(static pair => pair.First.Name, static pair => pair.Second!, StringComparer.Ordinal);
    }

    private QuantizerReport Quantizer(
        TwinPart part, BatchFigures batches, Dictionary<string, WeightFigures> weights, Dictionary<string, HistogramReport> histograms)
    {
        var quantizer = part.Quantizer;
        var histogram = histograms.GetValueOrDefault(part.Name);
        var (sqnr, clipped, source) = Errors(part, weights.GetValueOrDefault(part.Name), batches, histogram);
        return new QuantizerReport
        {
            Name = part.Name,
            Layer = part.Layer,
            Role = part.Role,
            What = part.What,
            Format = quantizer.Format,
            Bits = quantizer.Bits,
            Granularity = quantizer.Granularity,
            Descriptor = quantizer.Descriptor,
            Enabled = quantizer.Enabled,
            Calibrated = quantizer.IsCalibrated,
            Dynamic = quantizer.Descriptor is { Dynamic: true },
            Learned = quantizer.Descriptor is { LearnAmax: true },
            Reached = _collectors.TryGetValue(part.Name, out var collector) ? collector.Count > 0 : null,
            Range = Range(quantizer),
            FixedPoint = quantizer.FixedPoint,
            Clipped = clipped,
            Sqnr = sqnr,
            Source = source,
            Histogram = histogram,
        };
    }

    private static (double? Sqnr, double? Clipped, FigureSource? Source) Errors(
        TwinPart part, WeightFigures? weight, BatchFigures batches, HistogramReport? histogram)
    {
        if (weight is { Sqnr: not null } or { Clipped: not null })
            return (weight.Sqnr, weight.Clipped, FigureSource.Weight);
        if (batches.Activation(part) is { } activation && (activation.Sqnr ?? activation.Clipped) is not null)
            return (activation.Sqnr, activation.Clipped, FigureSource.Batches);
        if ((histogram?.Sqnr ?? histogram?.Clipped) is not null && part.Quantizer.CanBeMeasured)
            return (histogram!.Sqnr, histogram.Clipped, FigureSource.Histogram);

        return (null, null, null);
    }

    private List<LayerReport> Layers(IReadOnlyList<QuantizerReport> quantizers, BatchFigures batches) =>
        [.. _parts.Zip(quantizers).GroupBy(static pair => pair.First.Layer, StringComparer.Ordinal).Select(group =>
        {
            var part = group.First().First;
            return new LayerReport
            {
                Name = group.Key,
                Type = part.HasLayer ? part.Owner.GetName() : part.Quantizer.Type,
                Weights = group.Sum(static pair => pair.First.Weight?.Numbers ?? 0),
                FloatBytes = group.Sum(static pair => pair.First.FloatBytes),
                QuantizedBytes = group.Sum(static pair => pair.First.QuantizedBytes),
                WeightSqnr = group.Where(static pair => pair.First.Role == QuantizerRole.Weight).Min(static pair => pair.Second.Sqnr),
                ActivationSqnr = group.Where(static pair => pair.First.Role != QuantizerRole.Weight).Min(static pair => pair.Second.Sqnr),
                OutputSqnr = part.HasLayer ? batches.OutputSqnr(part.Owner) : null,
                Bias = group.Select(static pair => pair.First.Quantizer.Bias).FirstOrDefault(static bias => bias is not null),
                Quantizers = [.. group.Select(static pair => pair.First.Name)],
            };
        })];

    private List<DeadChannelReport> DeadChannels(BatchFigures batches, Dictionary<string, WeightFigures> weights)
    {
        var found = new List<DeadChannelReport>();
        foreach (var part in _parts)
        {
            if (weights.GetValueOrDefault(part.Name) is { Dead.Count: > 0 } weight)
                found.Add(new DeadChannelReport(part.Layer, QuantizerRole.Weight, weight.Channels, weight.Dead));
            if (batches.SilentInputs(part) is { Dead.Count: > 0 } input)
                found.Add(new DeadChannelReport(part.Layer, QuantizerRole.Input, input.Channels, input.Dead));
        }

        return found;
    }

    private static RangeReport? Range(IReportedQuantizer quantizer)
    {
        if (quantizer.Ranges() is not { Length: > 0 } found)
            return null;

        float[] values = [.. found.Order()];
        return new RangeReport(values[0], values[values.Length / 2], values[^1], values.Length);
    }
}
