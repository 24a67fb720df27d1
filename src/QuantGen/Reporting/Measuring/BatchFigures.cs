using System.Runtime.InteropServices;
using QuantGen.Calibration;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>What batches tell: the error of each activation quantizer, of each layer's output, and of the result.</summary>
internal sealed class BatchFigures
{
    private readonly Dictionary<TensorQuantizer, ActivationCollector> _activations = [];
    private LayerOutputs? _outputs;

    private BatchFigures()
    {
    }

    /// <summary>The figures when no batches were given.</summary>
    public static BatchFigures None { get; } = new();

    /// <summary>How far the result is from the float one; null when no batches were given.</summary>
    public OutputReport? Output { get; private set; }

    /// <summary>Runs the batches, each through the float model, the twin with its quantizers off, and the twin.</summary>
    /// <exception cref="QuantizationException">A batch does not fit a model.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static BatchFigures Measure(
        nn.Module twin, nn.Module? floatModel, IReadOnlyList<TwinPart> parts, ReportOptions options,
        IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        if (options.Batches is null)
            return None;

        var figures = new BatchFigures();
        foreach (var part in parts.Where(static part => part.Role != QuantizerRole.Weight))
            figures._activations.Add(part.Quantizer, new ActivationCollector(part));

        var outputs = figures._outputs = new LayerOutputs(
            [.. parts.Select(static part => part.Owner).Where(static owner => owner is IQuantizedLayer).OfType<nn.Module<Tensor, Tensor>>().Distinct()]);
        var results = new OutputMeter();
        var index = 0L;
        CalibrationSite[] sites =
            [.. parts.Where(static part => part.Role != QuantizerRole.Weight).Select(part => new CalibrationSite(
                part.Name, part.Quantizer, figures._activations[part.Quantizer], isOwn: true, () => index))];
        IReadOnlyList<TensorQuantizer> quantizers = [.. parts.Select(static part => part.Quantizer)];
        long? total = options.Batches.TryGetNonEnumeratedCount(out var count) ? count : null;

        foreach (var batch in options.Batches)
        {
            ct.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Tensor? unquantized = null, quantized = null, floating = null;
            if (floatModel is not null)
                floating = Evaluate(floatModel, batch, options, index);

            outputs.Compare(
                () =>
                {
                    using var mode = CollectionMode.Enter(twin, quantizers, sites);
                    unquantized = Run(twin, batch, options, index);
                },
                () => quantized = Evaluate(twin, batch, options, index));
            results.Add(quantized!, unquantized!, floating);
            index++;
            progress?.Report(new QuantizationProgress("measure", index, total));
        }

        figures.Output = results.Report();
        return figures;
    }

    /// <summary>What was measured of an activation quantizer; null when nothing was.</summary>
    public ActivationCollector? Activation(TensorQuantizer quantizer) =>
        _activations.GetValueOrDefault(quantizer) is { Count: > 0 } collector ? collector : null;

    /// <summary>The signal-to-noise ratio of a layer's output; null when it was not measured.</summary>
    public double? OutputSqnr(nn.Module layer) => layer is nn.Module<Tensor, Tensor> known ? _outputs?.Sqnr(known) : null;

    private static Tensor Evaluate(nn.Module model, Tensor batch, ReportOptions options, long index)
    {
        using var mode = new EvaluationMode(model);
        return Run(model, batch, options, index);
    }

    private static Tensor Run(nn.Module model, Tensor batch, ReportOptions options, long index)
    {
        using var scope = NewDisposeScope();
        try
        {
            var result = options.Forward is { } forward
                ? forward(model, batch)
                : model is nn.Module<Tensor, Tensor> network
                    ? network.call(batch)
                    : throw new QuantizationException(
                        $"The model '{model.GetName()}' does not take one tensor and return one; say in ReportOptions.Forward how it is run.");
            return result.MoveToOuterDisposeScope();
        }
        catch (Exception error) when (error is ExternalException or ArgumentException)
        {
            throw new QuantizationException(FormattableString.Invariant(
                $"The batch with index {index}, of shape {TensorShapes.Text(batch.shape)}, does not fit the model '{model.GetName()}': {FirstLine(error.Message)}"), error);
        }
    }

    private static string FirstLine(string message) => message.Split('\n', 2)[0];
}
