using QuantGen.Training;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Leads the training of a power-of-two twin: half way through, first the statistics of batch normalizations and then ranges stop changing
/// (<see cref="FreezeSchedule"/>). Disposing it ends that.
/// </summary>
/// <remarks>
/// Epochs are told, not counted: an earlier one may follow a later one, and lets go of what is not frozen then. Evaluating the twin in between
/// changes nothing; the next epoch begins with the twin in training mode again. Scale and shift of batch normalizations go on training.
/// </remarks>
public sealed class PowerOfTwoTraining : IDisposable
{
    private readonly nn.Module _twin;
    private readonly PowerOfTwoTrainingOptions _options;
    private readonly IReadOnlyList<PowerOfTwoLayer> _layers;
    private readonly IReadOnlyList<(Pact2 Quantizer, bool Updates)> _quantizers;
    private FrozenBatchNorm? _frozen;
    private bool _isDisposed;

    /// <summary>Prepares the training of a twin.</summary>
    /// <param name="twin">The twin, calibrated or with the weights of the float model.</param>
    /// <param name="epochs">How many epochs the training has.</param>
    /// <param name="options">What else is done; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no epoch.</exception>
    /// <exception cref="QuantizationException">The model is no power-of-two twin.</exception>
    public PowerOfTwoTraining(nn.Module twin, int epochs, PowerOfTwoTrainingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(twin);
        _twin = twin;
        _options = options ?? new PowerOfTwoTrainingOptions();
        Schedule = new FreezeSchedule(epochs, _options.BatchNormNotBefore, _options.RangesNotBefore);
        var parts = PowerOfTwoModules.Of(twin);
        PowerOfTwoModules.ThrowIfNone(twin, parts);
        _layers = [.. parts.Select(static part => part.Module).OfType<PowerOfTwoLayer>()];
        _quantizers = [.. parts.Select(static part => part.Module).OfType<Pact2>().Select(static quantizer => (quantizer, quantizer.UpdatesRange))];
    }

    /// <summary>When what is frozen.</summary>
    public FreezeSchedule Schedule { get; }

    /// <summary>The epoch that was begun last, from 0; -1 before the first.</summary>
    public int Epoch { get; private set; } = -1;

    /// <summary>How many batches were begun.</summary>
    public long Batches { get; private set; }

    /// <summary>Whether statistics of batch normalizations stay as they are.</summary>
    public bool BatchNormIsFrozen => _frozen is not null;

    /// <summary>Whether ranges stay as they are.</summary>
    public bool RangesAreFrozen { get; private set; }

    /// <summary>Puts the twin into training mode and freezes, or lets go, what the schedule says for an epoch.</summary>
    /// <param name="epoch">The epoch, from 0. After a resume, any.</param>
    /// <exception cref="ArgumentOutOfRangeException">The training has no such epoch.</exception>
    public void BeginEpoch(int epoch)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(epoch, Schedule.Epochs);
        if (Epoch < 0 && _options.StoreWeights && !_quantizers.Any(static entry => entry.Quantizer is { IsFixed: false, IsCalibrated: true }))
        {
            foreach (var layer in _layers)
                layer.ClipAndStore();
        }

        Epoch = epoch;
        _twin.train();
        Freeze(epoch >= Schedule.BatchNormFrom, epoch >= Schedule.RangesFrom);
    }

    /// <summary>Counts a training batch, before it runs. Only needed for what <see cref="PowerOfTwoTrainingOptions.StoreBiasesAt"/> does.</summary>
    public void BeginBatch()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Batches == _options.StoreBiasesAt)
        {
            foreach (var layer in _layers)
                layer.StoreBias();
        }

        Batches++;
    }

    /// <summary>Lets go of everything that is frozen. What was trained stays.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        Freeze(batchNorm: false, ranges: false);
    }

    private void Freeze(bool batchNorm, bool ranges)
    {
        if (batchNorm)
        {
            _frozen ??= FrozenBatchNorm.Of(_twin);
        }
        else
        {
            _frozen?.Dispose();
            _frozen = null;
        }

        RangesAreFrozen = ranges;
        foreach (var (quantizer, updates) in _quantizers)
            quantizer.UpdatesRange = updates && !ranges;
    }
}
