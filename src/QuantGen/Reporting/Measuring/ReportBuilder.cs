using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using QuantGen.Reporting.Findings;
using TorchSharp;
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
            throw new QuantizationException($"The model '{twin.GetName()}' has no quantizer; report on the quantized twin, not the float model.");

        var batches = BatchFigures.Measure(twin, floatModel, _parts, options, progress, ct);
        var weights = _parts
            .Where(static part => part.Weight is not null)
            .ToDictionary(static part => part.Quantizer, static part => WeightFigures.Of(part.Weight!));
        ct.ThrowIfCancellationRequested();

        var histograms = Histograms(progress, ct);
        IReadOnlyList<QuantizerReport> quantizers = [.. _parts.Select(part => Quantizer(part, batches, weights, histograms))];
        var layers = Layers(quantizers, batches);
        var unreached = _collectors.Where(static collector => collector.Value.Count == 0).Select(static collector => collector.Key);
        var report = new QuantizationReport
        {
            Title = options.Title ?? (floatModel ?? twin).GetName(),
            Note = options.Note,
            Model = new ModelFigures(twin, floatModel).Report(quantizers, layers),
            Findings = [],
            Output = batches.Output,
            Layers = layers,
            Quantizers = quantizers,
            Sensitivity = options.Sensitivity is null ? null : SensitivityReport.Of(options.Sensitivity),
            FloatLayers = FloatReasons.Of(twin),
            DeadChannels = DeadChannels(batches, weights),
            Unreached = [.. unreached],
        };
        return FindingRules.With(report, _parts.Where(part => weights.ContainsKey(part.Quantizer)).ToDictionary(
            static part => part.Name, part => weights[part.Quantizer], StringComparer.Ordinal));
    }

    private Dictionary<string, HistogramReport> Histograms(IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        var amax = _parts.Select(static part => SingleAmax(part.Quantizer)).ToArray();
        var found = new HistogramReport?[_parts.Count];
        var gate = new Lock();
        var done = 0L;
        try
        {
            Parallel.For(0, _parts.Count, new ParallelOptions { CancellationToken = ct }, i =>
            {
                if (_collectors.GetValueOrDefault(_parts[i].Name) is HistogramCollector collector && collector.Histogram() is { } histogram)
                    found[i] = HistogramFigures.Of(histogram, _parts[i].Quantizer.Descriptor.Format, amax[i]);

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
        TwinPart part, BatchFigures batches, Dictionary<TensorQuantizer, WeightFigures> weights, Dictionary<string, HistogramReport> histograms)
    {
        var descriptor = part.Quantizer.Descriptor;
        var histogram = histograms.GetValueOrDefault(part.Name);
        var (sqnr, clipped, source) = Errors(part.Quantizer, weights.GetValueOrDefault(part.Quantizer), batches, histogram);
        return new QuantizerReport
        {
            Name = part.Name,
            Layer = part.Layer,
            Role = part.Role,
            What = part.What,
            Format = FormatText(descriptor.Format),
            Bits = descriptor.Bits,
            Granularity = descriptor.Axes switch
            {
                null => "tensor",
                { Count: 1 } => "channel",
                var axes => $"axes {axes}",
            },
            Descriptor = descriptor,
            Enabled = part.Quantizer is { Enabled: true, QuantEnabled: true },
            Calibrated = part.Quantizer.IsCalibrated,
            Dynamic = descriptor.Dynamic,
            Learned = descriptor.LearnAmax,
            Reached = _collectors.TryGetValue(part.Name, out var collector) ? collector.Count > 0 : null,
            Range = Range(part.Quantizer),
            Clipped = clipped,
            Sqnr = sqnr,
            Source = source,
            Histogram = histogram,
        };
    }

    private static (double? Sqnr, double? Clipped, FigureSource? Source) Errors(
        TensorQuantizer quantizer, WeightFigures? weight, BatchFigures batches, HistogramReport? histogram)
    {
        if (weight is { Sqnr: not null } or { Clipped: not null })
            return (weight.Sqnr, weight.Clipped, FigureSource.Weight);
        if (batches.Activation(quantizer) is { } activation && (activation.Sqnr ?? activation.Clipped) is not null)
            return (activation.Sqnr, activation.Clipped, FigureSource.Batches);
        if ((histogram?.Sqnr ?? histogram?.Clipped) is not null && quantizer.CanBeMeasured())
            return (histogram!.Sqnr, histogram.Clipped, FigureSource.Histogram);

        return (null, null, null);
    }

    private List<LayerReport> Layers(IReadOnlyList<QuantizerReport> quantizers, BatchFigures batches) =>
        [.. _parts.Zip(quantizers).GroupBy(static pair => pair.First.Layer, StringComparer.Ordinal).Select(group =>
        {
            var part = group.First().First;
            var weights = group.Select(static pair => pair.First.Weight).OfType<QuantizedWeight>().ToList();
            return new LayerReport
            {
                Name = group.Key,
                Type = part.HasLayer ? part.Owner.GetName() : nameof(TensorQuantizer),
                Weights = weights.Sum(ModelFigures.Numbers),
                FloatBytes = weights.Sum(ModelFigures.FloatBytes),
                QuantizedBytes = weights.Sum(ModelFigures.QuantizedBytes),
                WeightSqnr = group.Where(static pair => pair.First.Role == QuantizerRole.Weight).Min(static pair => pair.Second.Sqnr),
                ActivationSqnr = group.Where(static pair => pair.First.Role != QuantizerRole.Weight).Min(static pair => pair.Second.Sqnr),
                OutputSqnr = part.HasLayer ? batches.OutputSqnr(part.Owner) : null,
                Quantizers = [.. group.Select(static pair => pair.First.Name)],
            };
        })];

    private List<DeadChannelReport> DeadChannels(BatchFigures batches, Dictionary<TensorQuantizer, WeightFigures> weights)
    {
        var found = new List<DeadChannelReport>();
        foreach (var part in _parts)
        {
            if (weights.GetValueOrDefault(part.Quantizer) is { Dead.Count: > 0 } weight)
                found.Add(new DeadChannelReport(part.Layer, QuantizerRole.Weight, weight.Channels, weight.Dead));
            if (batches.Activation(part.Quantizer)?.Dead is { Dead.Count: > 0 } input)
                found.Add(new DeadChannelReport(part.Layer, QuantizerRole.Input, input.Channels, input.Dead));
        }

        return found;
    }

    private static string FormatText(NumberFormat format) => format.IsInteger
        ? string.Create(CultureInfo.InvariantCulture, $"{(format.Unsigned ? "uint" : "int")}{format.Bits}")
        : "fp8 e4m3";

    private static float? SingleAmax(TensorQuantizer quantizer) => Amax(quantizer) is [var only] ? only : null;

    private static RangeReport? Range(TensorQuantizer quantizer)
    {
        if (Amax(quantizer) is not { Length: > 0 } values)
            return null;

        Array.Sort(values);
        return new RangeReport(values[0], values[values.Length / 2], values[^1], values.Length);
    }

    private static float[]? Amax(TensorQuantizer quantizer)
    {
        using var scope = torch.NewDisposeScope();
        return quantizer.EffectiveAmax() is { } amax
            ? MemoryMarshal.Cast<byte, float>(amax.to(torch.ScalarType.Float32).cpu().contiguous().bytes).ToArray()
            : null;
    }
}
