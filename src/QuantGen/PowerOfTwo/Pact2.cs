using System.Globalization;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Clips what passes it to a power of two and quantizes it to fixed-point numbers: the activation quantizer of TI's system (PACT2). Its
/// buffers are <c>clips_act</c>, the running range of the batches seen in training mode, and <c>num_batches_tracked</c>.
/// </summary>
/// <remarks>
/// <para>With the running range (low, high), c = 2^ceil(log2 max(|low|, |high|)): values are clipped to [-c, c], or to [0, c] where the
/// range has nothing below zero, and rounded to multiples of 2c / 2^b, or of c / 2^b. The gradient is that of the clipping: 1 within, 0
/// outside.</para>
/// <para>The range is collected in training mode, as long as <see cref="UpdatesRange"/>; evaluation never changes it.</para>
/// </remarks>
public sealed partial class Pact2 : nn.Module<Tensor, Tensor>, IPowerOfTwoModule
{
    /// <summary>Makes a quantizer that has seen no batch.</summary>
    /// <param name="options">How it finds its range and quantizes; null for the defaults.</param>
    /// <exception cref="ArgumentException">The fixed range contradicts the sign.</exception>
    public Pact2(Pact2Options? options = null)
        : base(nameof(Pact2))
    {
        Options = options ?? new Pact2Options();
        if (Options is { Signed: { } signed, FixedRange.Low: var low } && signed != low < 0)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A fixed range from {low} on is {(signed ? "unsigned" : "signed")}; leave Signed at null."),
                nameof(options));

        Bits = Options.Bits;
        RegisterState(RunningRange.Initial(Options));
    }

    /// <summary>How it was made.</summary>
    public Pact2Options Options { get; }

    /// <summary>The quantizer's path in the model, for messages. See <see cref="QuantizerExtensions.NameQuantizers"/>.</summary>
    public string FullName { get; set; } = nameof(Pact2);

    /// <summary>The bit width, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    public int Bits
    {
        get;
        set => field = Pact2Options.Checked(value, nameof(value));
    }

    /// <summary>
    /// Whether tensors are quantized. Otherwise they pass as in the float model: as they are, but through the activation that the quantizer
    /// stands for, without a clip bound. The range is collected all the same.
    /// </summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Whether batches in training mode count for the range. Set to false it freezes the range and its sign; set to true again, collecting
    /// goes on.
    /// </summary>
    public bool UpdatesRange { get; set; } = true;

    /// <summary>Whether the range is known and never collected.</summary>
    public bool IsFixed => Options.FixedRange is not null;

    /// <summary>Whether there is a range: it is fixed, was set or loaded, or a batch was seen.</summary>
    public bool IsCalibrated => IsFixed || State.LastBatch >= 0;

    /// <summary>The running range as it is kept, not rounded to a power of two.</summary>
    public (float Low, float High) StoredRange
    {
        get
        {
            var state = State;
            return (state.Low, state.High);
        }
    }

    /// <summary>Where values are clipped: from -c or 0 to c, a power of two unless the options say otherwise.</summary>
    public (float Low, float High) ClipRange => State.Clip(Options).Range;

    /// <summary>Levels a unit: 2^(b-1) / c, or 2^b / c where there is nothing below zero.</summary>
    public float Scale
    {
        get
        {
            var clip = State.Clip(Options);
            return Format(clip).Scale(clip.Value);
        }
    }

    /// <summary>Whether there are levels below zero.</summary>
    public bool Signed => State.Clip(Options).Signed;

    /// <inheritdoc/>
    Pact2? IPowerOfTwoModule.InputRange
    {
        // What arrives is rounded anew, whatever it was rounded to before.
        set
        {
        }
    }

    /// <inheritdoc/>
    Pact2? IPowerOfTwoModule.OutputRange => this;

    /// <summary>Quantizes one tensor, or does what the switches say instead.</summary>
    /// <param name="input">A tensor of floating-point numbers of any shape and device. Others, as indices and masks, pass as they are.</param>
    /// <returns>A new tensor of the same shape.</returns>
    /// <exception cref="UncalibratedQuantizerException">There is no range, and none is collected.</exception>
    /// <exception cref="QuantizationException">
    /// A value is NaN or infinite; nothing has changed then. On other devices than the CPU values are looked at only while the range is
    /// collected, and only those that count for it.
    /// </exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.is_floating_point() || input.numel() == 0)
            return input.alias();

        try
        {
            return Pass(input);
        }
        catch (QuantizationException error) when (error is not UncalibratedQuantizerException)
        {
            throw FakeQuantErrors.Named(error, FullName);
        }
    }

    /// <summary>Sets the range, as if the batches so far had had it.</summary>
    /// <param name="low">The lowest value.</param>
    /// <param name="high">The highest value.</param>
    /// <exception cref="ArgumentException">A bound is not finite, or the lower one above the upper one.</exception>
    /// <exception cref="QuantizationException">The range is fixed.</exception>
    public void SetRange(float low, float high)
    {
        if (!float.IsFinite(low) || !float.IsFinite(high) || low > high)
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"A range goes from a number to one that is not below it, not from {low} to {high}."),
                nameof(high));
        if (IsFixed)
            throw new QuantizationException($"Quantizer '{FullName}' has a fixed range, which cannot be set.");

        State = new RunningRange(low, high, Math.Max(State.LastBatch, 0));
    }

    /// <summary>Forgets the range: the quantizer has seen no batch.</summary>
    public void Reset() => State = RunningRange.Initial(Options);

    /// <summary>Quantizes a tensor with the range there is, whatever the switches say, for reports.</summary>
    internal Tensor Quantize(Tensor input) => Quantize(input, State.Clip(Options));

    /// <summary>The levels that values are rounded to with the range there is.</summary>
    internal FixedPointRange Levels => Range(State.Clip(Options));

    private FixedPointFormat Format(ClipBound clip) => new(Bits, clip.Signed, Options.Rounding, Options.PowerOfTwoRange);

    private FixedPointRange Range(ClipBound clip)
    {
        var range = FixedPointRange.Of(clip.Value, Format(clip));
        if (Options.FixedRange is { } bounds)
            range = range.Within(bounds.Low, bounds.High);

        return Options.UpperLimit is { } limit ? range.Within(range.Low, limit) : range;
    }

    private Tensor Pass(Tensor input)
    {
        var state = State;
        if (!training || !UpdatesRange || IsFixed)
        {
            if (!Enabled)
                return AsInFloatModel(input);

            return IsFixed || state.LastBatch >= 0 ? Quantize(input, state.Clip(Options)) : throw Uncalibrated();
        }

        // The state is written last, so that a batch that is refused leaves no trace.
        var (low, high) = BatchRange.Of(input, Options.Tail, Subsample.Key(Options.Seed, (long)state.LastBatch + 1));
        var next = state.With(low, high, Options);
        if (!Enabled)
            FiniteValues.ThrowIfNot(input);

        var output = Enabled
            ? Quantize(input, Options.BatchRange ? ClipBound.Of(low, high, Options) : next.Clip(Options))
            : AsInFloatModel(input);
        State = next;
        return output;
    }

    private Tensor Quantize(Tensor input, ClipBound clip) => FixedPoint.FakeQuantize(input, Range(clip), Options.Rounding);

    private UncalibratedQuantizerException Uncalibrated() => new(
        $"Quantizer '{FullName}' has no range: calibrate the model, train it, load a calibrated checkpoint, or set its range.");

    private Tensor AsInFloatModel(Tensor input)
    {
        if (Options.FixedRange is { } range)
            return input.clamp(range.Low, range.High);
        if (Options.Signed != false)
            return input.alias();

        return Options.UpperLimit is { } limit ? input.clamp(0, limit) : input.relu();
    }
}
