using QuantGen.Calibration;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Quantizes the tensors that pass it, with a range that is calibrated, set, learned or taken from each tensor. Its buffers are
/// <c>_amax</c>, the range, once there is one, and <c>_pre_quant_scale</c>, when set; a learned range is the pair of parameters
/// <c>clip.clip_value_min</c> and <c>clip.clip_value_max</c>.
/// </summary>
/// <remarks>
/// The steps of a call, each on its own switch: multiply by <see cref="PreQuantScale"/> (always); return if not <see cref="Enabled"/>; hand
/// the tensor to the <see cref="Collector"/> if <see cref="CalibrationEnabled"/>; quantize if <see cref="QuantEnabled"/>, clipping
/// first when the range is learned; otherwise clip if <see cref="ClipEnabled"/>. They follow TensorQuantizer of pytorch-quantization
/// 2.2.1, except that quantizing without a range is an error unless the descriptor asks for <see cref="QuantDescriptor.Dynamic"/>.
/// </remarks>
public sealed partial class TensorQuantizer : nn.Module<Tensor, Tensor>
{
    private const string AmaxBuffer = "_amax";
    private const string PreQuantScaleBuffer = "_pre_quant_scale";

    // The field's name is the key of the learned bounds in state_dict.
    private ClipModule? clip;

    /// <summary>Makes a quantizer that is enabled and, unless the descriptor has a range, uncalibrated.</summary>
    /// <param name="descriptor">How to quantize; null for signed 8 bit with one range.</param>
    /// <exception cref="ArgumentException">The range of the descriptor does not fit its shape, or is not a single number though
    /// learned.</exception>
    public TensorQuantizer(QuantDescriptor? descriptor = null)
        : base(nameof(TensorQuantizer))
    {
        Start(descriptor ?? QuantDescriptor.Int8PerTensor);
        FullName = Descriptor.Name ?? nameof(TensorQuantizer);
        RegisterComponents();
    }

    /// <summary>How tensors are quantized.</summary>
    public QuantDescriptor Descriptor { get; private set; } = QuantDescriptor.Int8PerTensor;

    /// <summary>The quantizer's path in the model, for messages. See <see cref="QuantizerExtensions.NameQuantizers"/>.</summary>
    public string FullName { get; set; }

    /// <summary>The bit width, 1 to 16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in 1..16.</exception>
    /// <exception cref="ArgumentException">The format is E4M3, which has 8 bits, and the value another.</exception>
    public int Bits
    {
        get => Descriptor.Bits;
        set => Descriptor = Descriptor with { Bits = value };
    }

    /// <summary>Whether levels start at zero.</summary>
    /// <exception cref="ArgumentException">Set although the format is E4M3.</exception>
    public bool Unsigned
    {
        get => Descriptor.Unsigned;
        set => Descriptor = Descriptor with { Unsigned = value };
    }

    /// <summary>Whether the lowest signed level is left out.</summary>
    /// <exception cref="ArgumentException">Set although the format is E4M3.</exception>
    public bool NarrowRange
    {
        get => Descriptor.NarrowRange;
        set => Descriptor = Descriptor with { NarrowRange = value };
    }

    /// <summary>Whether the quantizer does anything but multiply by <see cref="PreQuantScale"/>.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Whether tensors are quantized.</summary>
    public bool QuantEnabled { get; set; } = true;

    /// <summary>
    /// Whether tensors are clipped to the learned range while they are not quantized; the bounds get gradients only then.
    /// </summary>
    /// <exception cref="QuantizationException">Set although the range is not learned.</exception>
    public bool ClipEnabled
    {
        get;
        set
        {
            if (value && clip is null)
                throw new QuantizationException(
                    $"Quantizer '{FullName}' has no learned range to clip to: set LearnAmax in its descriptor.");

            clip?.Learns = value;
            field = value;
        }
    }

    /// <summary>Whether the collector sees the tensors that pass.</summary>
    public bool CalibrationEnabled { get; set; }

    /// <summary>
    /// Watches the tensors that pass while <see cref="CalibrationEnabled"/>: after the pre-quantization scale, before anything else.
    /// </summary>
    public ICollector? Collector { get; set; }

    /// <summary>The learned bounds, or null when the range is not learned.</summary>
    public ClipModule? LearnedRange => clip;

    /// <summary>
    /// The range, which belongs to the quantizer: null while there is none. What is set is copied, converted to float32; null removes
    /// the range.
    /// </summary>
    /// <exception cref="QuantizationException">The shape differs from that of the range there is, or a value is negative or not
    /// finite.</exception>
    public Tensor? Amax
    {
        get => Buffer(AmaxBuffer);
        set
        {
            if (value is not null)
                ThrowIfNoRange(value);

            SetBuffer(AmaxBuffer, value);
        }
    }

    /// <summary>
    /// A factor that tensors are multiplied by first, which belongs to the quantizer: null for none. What is set is copied, converted to
    /// float32; null removes the factor.
    /// </summary>
    /// <exception cref="QuantizationException">The shape differs from that of the factor there is.</exception>
    public Tensor? PreQuantScale
    {
        get => Buffer(PreQuantScaleBuffer);
        set => SetBuffer(PreQuantScaleBuffer, value);
    }

    /// <summary>
    /// The scale of the last tensor that was quantized to integer levels; null before, and when levels are turned back to values.
    /// </summary>
    public Tensor? Scale { get; private set; }

    /// <summary>
    /// The distance between two levels, amax over the highest level; null without a range, with several, or for floating-point numbers.
    /// </summary>
    public float? StepSize => Descriptor.Format.IsInteger && Amax is { } amax && amax.numel() == 1 ? amax.item<float>() / Descriptor.Grid.Upper : null;

    /// <summary>Whether the quantizer can quantize: it has a range, learns one, or takes it from each tensor.</summary>
    public bool IsCalibrated => Descriptor.Dynamic || clip is not null || Amax is not null;

    /// <summary>Starts the learned range at the calibrated one; at its largest value if there are several.</summary>
    /// <exception cref="QuantizationException">The range is not learned, or there is no calibrated one.</exception>
    public void InitLearnAmax()
    {
        if (clip is null)
            throw new QuantizationException($"Quantizer '{FullName}' learns no range: set LearnAmax in its descriptor.");

        using var largest = (Amax ?? throw Uncalibrated()).max();
        clip.Set(largest);
    }

    /// <summary>Takes over the range that the collector finds in what it saw.</summary>
    /// <param name="method">How the range is chosen.</param>
    /// <exception cref="CalibrationException">There is no collector, or it saw nothing.</exception>
    /// <exception cref="QuantizationException">The range has another shape than the one there is.</exception>
    public void LoadAmax(CalibrationMethod method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var collector = Collector ?? throw NoCollector();
        using var amax = collector.Amax(method, Descriptor)
            ?? throw new CalibrationException(
                $"Quantizer '{FullName}' saw no tensor during calibration: run the model with CalibrationEnabled first.");
        Amax = amax;
    }

    /// <summary>Quantizes one tensor, or does what the switches say instead.</summary>
    /// <param name="input">A tensor of floating-point numbers.</param>
    /// <returns>A new tensor of the same shape; integer levels when the descriptor asks for them.</returns>
    /// <exception cref="UncalibratedQuantizerException">There is no range.</exception>
    /// <exception cref="CalibrationException">The collector is missing, or refuses the tensor.</exception>
    /// <exception cref="QuantizationException">The quantizer is unsigned and a value negative, or the range does not fit the
    /// tensor.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var output = Pass(input, isPrivate: false);
        return ReferenceEquals(output, input) ? input.alias() : output;
    }

    /// <summary>
    /// Quantizes several tensors with the one range: those that are joined into one, so that the parts of the result have one scale.
    /// </summary>
    /// <param name="inputs">Tensors of floating-point numbers.</param>
    /// <returns>New tensors of the same shapes, in the same order.</returns>
    /// <exception cref="UncalibratedQuantizerException">There is no range.</exception>
    /// <exception cref="CalibrationException">The collector is missing, or refuses a tensor.</exception>
    /// <exception cref="QuantizationException">The quantizer is unsigned and a value negative, or the range does not fit a
    /// tensor.</exception>
    public Tensor[] CallEach(IEnumerable<Tensor> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. inputs.Select(call)];
    }

    /// <summary>Starts anew with a descriptor: a range that was calibrated, set or learned is gone.</summary>
    /// <exception cref="ArgumentException">The range of the descriptor does not fit its shape, or is not a single number though
    /// learned.</exception>
    internal void Start(QuantDescriptor descriptor)
    {
        var amax = InitialAmax(descriptor);
        SetBuffer(AmaxBuffer, null);
        if (clip is not null)
        {
            // Null takes a name away.
            register_module(nameof(clip), null!);
            clip.Dispose();
            clip = null;
        }

        Descriptor = descriptor;
        if (amax is not null)
            SetBuffer(AmaxBuffer, amax);

        if (descriptor.LearnAmax)
        {
            var bound = descriptor.Amax?[0] ?? 1;
            clip = new ClipModule(-bound, bound, learnMinimum: true, learnMaximum: true);
            register_module(nameof(clip), clip);
        }

        ClipEnabled = clip is not null;
    }

    /// <summary>As <see cref="forward"/>, but a tensor that is not changed is returned itself.</summary>
    /// <param name="input">The tensor.</param>
    /// <param name="isPrivate">Whether a single operator reads the result and makes a fresh gradient for it. See
    /// <see cref="FakeQuantFunction.Apply"/>.</param>
    internal Tensor Pass(Tensor input, bool isPrivate)
    {
        var scaled = PreQuantScale is { } scale ? input.mul(scale) : input;
        if (!Enabled)
            return scaled;

        if (CalibrationEnabled)
            Collect(scaled);

        var output = QuantEnabled ? Quantize(scaled, amax: null, isPrivate) : ClipEnabled ? clip!.call(scaled) : scaled;
        if (!ReferenceEquals(output, scaled) && !ReferenceEquals(scaled, input))
            scaled.Dispose();

        return output;
    }

    /// <summary>
    /// Quantizes an input times a scale and divides the result by the scale again. With a fixed range this is done in one pass over the
    /// input, whose
    /// range is that of the quantizer divided by the scale: the levels are the same.
    /// </summary>
    /// <param name="input">The tensor; returned itself when it is not changed.</param>
    /// <param name="scale">What broadcasts to the input: not zero, and a constant to gradients.</param>
    /// <param name="isPrivate">As for <see cref="Pass"/>.</param>
    internal Tensor PassScaled(Tensor input, Tensor scale, bool isPrivate)
    {
        using var scope = NewDisposeScope();
        var isFixed = Enabled && QuantEnabled && !CalibrationEnabled && clip is null && PreQuantScale is null && Amax is not null;

        // A negative scale turns the levels around, which only a symmetric grid does not notice.
        if (isFixed && Descriptor.FakeQuant && Descriptor.Format.IsSymmetric)
            return Quantize(input, AmaxFor(input) / scale.abs(), isPrivate).MoveToOuterDisposeScope();

        var scaled = input * scale;
        var output = Pass(scaled, isPrivate: true);
        return ReferenceEquals(output, scaled) ? input : (output / scale).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Scale?.Dispose();

        base.Dispose(disposing);
    }

    /// <summary>Shows a tensor to the collector.</summary>
    internal void Collect(Tensor input)
    {
        var collector = Collector ?? throw NoCollector();
        using var noGradient = no_grad();
        collector.Collect(input);
    }

    private CalibrationException NoCollector() =>
        new($"Quantizer '{FullName}' has no collector: calibrate with a Calibrator, or set its Collector.");
}
