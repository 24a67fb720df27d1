using System.Runtime.InteropServices;
using QuantGen.Calibration;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>What batches tell: the error of each activation quantizer, of each layer's output, and of the result.</summary>
internal sealed class BatchFigures
{
    private readonly Dictionary<string, ActivationCollector> _activations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChannelWatch> _inputs = new(StringComparer.Ordinal);
    private LayerOutputs? _outputs;

    private BatchFigures()
    {
    }

    /// <summary>The figures when no batches were given.</summary>
    public static BatchFigures None { get; } = new();

    /// <summary>How far the result is from the float one; null when no batches were given.</summary>
    public OutputReport? Output { get; private set; }

    /// <summary>Runs the batches, each through the float model, the twin with its quantizers off, and the twin.</summary>
    /// <param name="twin">The twin.</param>
    /// <param name="floatModel">The float model, or null.</param>
    /// <param name="floating">The parameters that the twin has while its quantizers are off; null for its own.</param>
    /// <param name="parts">The quantizers of the twin.</param>
    /// <param name="options">Holds the batches.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="ct">Looked at between batches.</param>
    /// <exception cref="QuantizationException">A batch does not fit a model.</exception>
    /// <exception cref="OperationCanceledException">Cancellation was asked for.</exception>
    public static BatchFigures Measure(
        nn.Module twin, nn.Module? floatModel, FloatParameters? floating, IReadOnlyList<TwinPart> parts, ReportOptions options,
        IProgress<QuantizationProgress>? progress, CancellationToken ct)
    {
        if (options.Batches is null)
            return None;

        var figures = new BatchFigures();
        foreach (var part in parts)
        {
            if (part.Role != QuantizerRole.Weight)
                figures._activations.Add(part.Name, new ActivationCollector(part));
            else if (part.Owner is PowerOfTwoLayer layer)
                figures._inputs.Add(part.Name, new ChannelWatch(layer.weight, layer is PowerOfTwoLinear));
        }

        var outputs = figures._outputs = new LayerOutputs(
            [.. parts.Select(static part => part.Owner).Where(static owner => owner is IQuantizedLayer or PowerOfTwoLayer).OfType<nn.Module<Tensor, Tensor>>().Distinct()]);
        var results = new OutputMeter();
        var index = 0L;
        CalibrationSite[] sites =
            [.. parts.Where(static part => part.Role != QuantizerRole.Weight && part.Quantizer is ReportedTensorQuantizer).Select(part => new CalibrationSite(
                part.Name, ((ReportedTensorQuantizer)part.Quantizer).Quantizer, figures._activations[part.Name], isOwn: true, () => index))];
        IReadOnlyList<TensorQuantizer> quantizers = [.. parts.Select(static part => part.Quantizer.Module).OfType<TensorQuantizer>()];
        var isPowerOfTwo = parts.Any(static part => part.Quantizer.Descriptor is null);
        long? total = options.Batches.TryGetNonEnumeratedCount(out var count) ? count : null;

        foreach (var batch in options.Batches)
        {
            ct.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            Tensor? unquantized = null, quantized = null, original = null;
            if (floatModel is not null)
                original = Evaluate(floatModel, batch, options, index);

            outputs.Compare(
                () =>
                {
                    using var mode = CollectionMode.Enter(twin, quantizers, sites);
                    using var probe = !isPowerOfTwo ? null : new PowerOfTwoProbe(
                        twin, parts, floating, (part, values) => figures._activations[part.Name].Collect(values), (part, values) => figures._inputs[part.Name].See(values));
                    unquantized = Run(twin, batch, options, index);
                },
                () => quantized = Evaluate(twin, batch, options, index));
            results.Add(quantized!, unquantized!, original);
            index++;
            progress?.Report(new QuantizationProgress("measure", index, total));
        }

        figures.Output = results.Report(againstFloat: floating is not null);
        return figures;
    }

    /// <summary>What was measured of an activation quantizer; null when nothing was.</summary>
    public ActivationCollector? Activation(TwinPart part) => _activations.GetValueOrDefault(part.Name) is { Count: > 0 } collector ? collector : null;

    /// <summary>The input channels of a part's layer that were zero throughout, of how many; null where they are not known, or looked at with another part.</summary>
    public (int Channels, IReadOnlyList<int> Dead)? SilentInputs(TwinPart part) =>
        _inputs.GetValueOrDefault(part.Name)?.Dead ?? Activation(part)?.Dead;

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
