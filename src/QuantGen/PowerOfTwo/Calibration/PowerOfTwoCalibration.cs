using System.Runtime.InteropServices;
using QuantGen.Calibration;
using QuantGen.Reporting;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Calibrates a power-of-two twin on batches without labels and without gradients: collects the ranges of activations and corrects biases so that
/// the mean of every channel is that of the float network.
/// </summary>
/// <remarks>
/// <para>Each batch passes twice: through the float network, which is the twin with nothing quantized and its parameters as they were, and through the
/// quantized one with the corrected parameters. Then every bias b of a convolution, linear layer or batch normalization becomes
/// b + eta (mean_float - mean_quantized), per channel. A layer that a batch normalization is part of is corrected once, in the shift of that
/// normalization. The rounding of the bias itself is left out of the mean. Outlying weights are clipped, and weights stored on their grids,
/// before the first batch, where the twin's options say so. (TI, QuantCalibrateModule.)</para>
/// <para>The twin changes as a whole: a <see cref="Run"/> that ends writes the result into it, one that is cancelled or fails leaves it as it was,
/// and what whole batches gave stays here. It can be kept in a file and taken up again (<see cref="Save"/>, <see cref="Load"/>): the result is the
/// same to the last bit as without a stop. The parameters to start with are those that the twin has when this is made.</para>
/// <para>Not safe for concurrent use. The twin is not disposed.</para>
/// </remarks>
public sealed partial class PowerOfTwoCalibration : IDisposable
{
    private readonly nn.Module _twin;
    private readonly IReadOnlyList<(string Name, nn.Module Module)> _parts;
    private readonly IReadOnlyList<CorrectedLayer> _corrected;
    private readonly CalibrationTensors _tensors;
    private readonly SignChanges _signs;
    private readonly ReportFinding? _outlyingWeights;
    private readonly string _start;

    /// <summary>Prepares the calibration of a twin, which stays as it is.</summary>
    /// <param name="twin">The twin, with the weights of the float model.</param>
    /// <param name="settings">What is done with a batch; null for TI's Advanced calibration.</param>
    /// <exception cref="CalibrationException">The model is no power-of-two twin.</exception>
    public PowerOfTwoCalibration(nn.Module twin, PowerOfTwoCalibrationSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(twin);
        _twin = twin;
        Settings = settings ?? new PowerOfTwoCalibrationSettings();
        _parts = PowerOfTwoModules.Of(twin);
        if (_parts.Count == 0)
            throw new CalibrationException($"The model '{twin.GetName()}' is no power-of-two twin; calibrate what ToQuantized() returns of a model whose target is PowerOfTwo.");

        NameNameless();
        _corrected = Settings.BiasCorrection ? CorrectedLayer.Of(twin, Settings.WeightSpreadCorrection) : [];
        _tensors = new CalibrationTensors(twin, _parts, _corrected);
        _signs = new SignChanges(_parts);
        _outlyingWeights = PowerOfTwoFindings.OutlyingWeights(_parts);
        _start = Start(twin);
    }

    /// <summary>What is done with a batch.</summary>
    public PowerOfTwoCalibrationSettings Settings { get; }

    /// <summary>How many batches were used.</summary>
    public long Batches { get; private set; }

    /// <summary>How many times <see cref="Run"/> has gone through its batches to the end: what eta decays with. Who calls <see cref="Step(Tensor)"/> may set it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public int Epoch
    {
        get;
        set => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Epochs are counted from 0.");
    }

    /// <summary>Calibrates on batches, and writes the result into the twin.</summary>
    /// <param name="batches">Inputs of the twin, one or more; 100 of 64 are usual. They are not disposed.</param>
    /// <param name="progress">Told after each batch.</param>
    /// <param name="ct">Looked at between batches.</param>
    /// <exception cref="ArgumentException">The twin does not take one tensor and return one: use <see cref="Step(Action)"/>.</exception>
    /// <exception cref="CalibrationException">There was no batch, one does not fit the twin, or a layer gives NaN or infinity. The twin is as it was.</exception>
    /// <exception cref="QuantizationException">A quantizer saw NaN or infinity. The twin is as it was.</exception>
    /// <exception cref="OperationCanceledException">
    /// Cancellation was asked for. The twin is as it was; what whole batches gave is here, and another call goes on with it.
    /// </exception>
    public void Run(IEnumerable<Tensor> batches, IProgress<QuantizationProgress>? progress = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(batches);
        if (_twin is not nn.Module<Tensor, Tensor> network)
            throw new ArgumentException($"The twin '{_twin.GetName()}' does not take one tensor and return one; call Step(Action) for each batch and run it yourself, then Apply().", nameof(batches));

        long? total = batches.TryGetNonEnumeratedCount(out var count) ? count : null;
        var done = 0L;
        using (var session = Begin())
        {
            foreach (var batch in batches)
            {
                ct.ThrowIfCancellationRequested();
                Step(session, () => network.call(batch), batch);
                done++;
                progress?.Report(new QuantizationProgress("calibrate", done, total));
            }
        }

        if (done == 0)
            throw new CalibrationException("There was no batch to calibrate with; give one or more.");

        Epoch++;
        Apply();
    }

    /// <summary>Calibrates on one batch. The twin changes only with <see cref="Apply"/>.</summary>
    /// <param name="batch">Inputs of the twin. It is not disposed.</param>
    /// <exception cref="ArgumentException">The twin does not take one tensor and return one: use <see cref="Step(Action)"/>.</exception>
    /// <exception cref="CalibrationException">The batch does not fit the twin, or a layer gives NaN or infinity. The batch leaves no trace.</exception>
    /// <exception cref="QuantizationException">A quantizer saw NaN or infinity. The batch leaves no trace.</exception>
    public void Step(Tensor batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (_twin is not nn.Module<Tensor, Tensor> network)
            throw new ArgumentException($"The twin '{_twin.GetName()}' does not take one tensor and return one; use Step(Action) and run it yourself.", nameof(batch));

        using var session = Begin();
        Step(session, () => network.call(batch), batch);
    }

    /// <summary>Calibrates a twin of any inputs on one batch. The twin changes only with <see cref="Apply"/>.</summary>
    /// <param name="forward">Runs the twin on the batch; called twice, and must do the same each time. Tensors it makes are disposed.</param>
    /// <exception cref="CalibrationException">A layer gives NaN or infinity. The batch leaves no trace.</exception>
    /// <exception cref="QuantizationException">A quantizer saw NaN or infinity. The batch leaves no trace.</exception>
    public void Step(Action forward)
    {
        ArgumentNullException.ThrowIfNull(forward);
        using var session = Begin();
        Step(session, forward, batch: null);
    }

    /// <summary>Writes ranges, corrected biases and weights into the twin.</summary>
    /// <exception cref="CalibrationException">No batch was used yet.</exception>
    public void Apply()
    {
        if (Batches == 0)
            throw new CalibrationException("No batch was used yet; calibrate on one or more before the result is written into the twin.");

        _tensors.WriteResult();
    }

    /// <summary>
    /// What calibration noticed: outlying weights before they were clipped, ranges whose sign changed from batch to batch, fewer than 50 batches.
    /// <see cref="PowerOfTwoFindings"/> has what can be told of the twin alone.
    /// </summary>
    public IReadOnlyList<ReportFinding> Findings() =>
        [.. new[] { _outlyingWeights, _signs.Finding(), PowerOfTwoFindings.FewBatches(Batches) }.OfType<ReportFinding>().OrderBy(static finding => finding.Level)];

    /// <summary>Releases what is held beside the twin.</summary>
    public void Dispose()
    {
        foreach (var layer in _corrected)
            layer.Detach();

        _tensors.Dispose();
    }

    private Stage Begin()
    {
        if (!_tensors.IsStarted)
            Start();

        return new Stage(new CalibrationSession(_twin, _parts, _corrected), _tensors);
    }

    // Clips outliers and stores weights on their grids where the twin's options say so.
    private void Start()
    {
        try
        {
            foreach (var layer in _parts.Select(static part => part.Module).OfType<PowerOfTwoLayer>())
            {
                if (layer.Options.WeightClipping is not null)
                    layer.ClipAndStore();
            }

            _tensors.Start();
        }
        finally
        {
            _tensors.WriteOriginal();
        }
    }

    private void Step(Stage stage, Action forward, Tensor? batch)
    {
        using var scope = NewDisposeScope();
        try
        {
            var needsFloat = Settings.BiasCorrection || Settings.RangePass == CalibrationPass.Float;
            if (needsFloat)
            {
                _tensors.WriteOriginal();
                Pass(stage, forward, quantizes: false);
            }

            var expected = _corrected.Select(static layer => layer.Take()).ToArray();
            _tensors.WriteParameters();
            if (Settings.BiasCorrection || Settings.RangePass == CalibrationPass.Quantized)
                Pass(stage, forward, quantizes: true);

            BiasCorrection.Apply(_corrected, expected, Settings.Eta * Math.Pow(Settings.EtaDecay, Epoch));
            _tensors.Keep();
            _signs.Look();
            Batches++;
        }
        catch (Exception error) when (error is ExternalException or ArgumentException && batch is not null)
        {
            throw new CalibrationException(FormattableString.Invariant(
                $"The batch with index {Batches}, of shape {TensorShapes.Text(batch.shape)}, does not fit the model: {error.Message.Split('\n')[0]}"), error);
        }
        finally
        {
            // After a failure: what was done is still that of the batches before.
            _tensors.WriteResult();
            foreach (var layer in _corrected)
                layer.Forget();
        }
    }

    private void Pass(Stage stage, Action forward, bool quantizes)
    {
        using var scope = NewDisposeScope();
        stage.Session.Begin(quantizes, collects: quantizes == (Settings.RangePass == CalibrationPass.Quantized));
        forward();
    }

    private void NameNameless()
    {
        foreach (var (name, module) in _parts)
        {
            if (module is Pact2 { FullName: nameof(Pact2) } quantizer)
                quantizer.FullName = name;
        }
    }

    // The twin with what was calibrated so far; afterwards it is as it was.
    private sealed class Stage : IDisposable
    {
        private readonly NamedTensors _before;

        public Stage(CalibrationSession session, CalibrationTensors tensors)
        {
            Session = session;
            _before = tensors.Now();
            tensors.WriteResult();
        }

        public CalibrationSession Session { get; }

        public void Dispose()
        {
            _before.WriteBack();
            _before.Dispose();
            Session.Dispose();
        }
    }
}
