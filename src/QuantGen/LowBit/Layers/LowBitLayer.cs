using QuantGen.Modules;
using QuantGen.Quantizers;
using TorchSharp;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>
/// A layer that quantizes its input and its weight to few levels while it trains: the base of convolutions and linear layers. Its keys are the float
/// layer's own, <c>weight</c> and <c>bias</c>, beside those of its quantizers, <c>_input_quantizer.*</c>, <c>_weight_quantizer.*</c> and
/// <c>_output_quantizer.*</c>. The bias stays in float.
/// </summary>
/// <remarks>
/// A quantizer of a weight always sees output channels along the first axis: the weight of a transposed convolution, and of one with groups, is
/// turned for it and back. A side that is not quantized has no quantizer and no keys.
/// </remarks>
public abstract class LowBitLayer : nn.Module<Tensor, Tensor>
{
    private const string InputKey = "_input_quantizer";
    private const string WeightKey = "_weight_quantizer";
    private const string OutputKey = "_output_quantizer";

    private readonly OutputsFirst _layout;
    private readonly long[] _inputShape;
    private readonly long[] _outputShape;

    private protected LowBitLayer(string name, Parameter weight, Parameter? bias, OutputsFirst layout, int dimensions, LowBitOptions options)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(options);
        _layout = layout;
        var spatial = Enumerable.Repeat(1L, dimensions);
        (_inputShape, _outputShape) = ([1, layout.Inputs, .. spatial], [1, layout.Outputs, .. spatial]);
        FullName = name;
        PadsAfterQuantization = options.PadAfterQuantization;

        // What the options cannot have is found before anything is copied.
        Quantize(weight, options.Weights, options.Activations, options.Outputs);
        this.weight = Copies.Of(weight);
        this.bias = bias is null ? null : Copies.Of(bias);
    }

    /// <summary>The float weight, in the shape of the float layer's.</summary>
    [field: ComponentName(Name = nameof(weight))]
    public Parameter weight
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            Replace(nameof(weight), field, value);
            field = value;
        }
    }

    /// <summary>The bias, one number for each output channel, or null.</summary>
    [field: ComponentName(Name = nameof(bias))]
    public Parameter? bias
    {
        get;
        set
        {
            Replace(nameof(bias), field, value);
            field = value;
        }
    }

    /// <summary>The layer's path in the model, for messages. See <see cref="QuantizerExtensions.NameQuantizers"/>.</summary>
    public string FullName { get; set; }

    /// <summary>Quantizes what the layer takes; null where that stays in float.</summary>
    public LowBitQuantizer? InputQuantizer => QuantizerAt(InputKey);

    /// <summary>Quantizes the weight, with output channels along its first axis; null where it stays in float.</summary>
    public LowBitQuantizer? WeightQuantizer => QuantizerAt(WeightKey);

    /// <summary>Quantizes what the layer returns; null where that stays in float.</summary>
    public LowBitQuantizer? OutputQuantizer => QuantizerAt(OutputKey);

    /// <summary>
    /// Whether any of the layer's quantizers acts; setting it switches all of them. Off, the layer is the float layer, bit for bit.
    /// </summary>
    public bool Enabled
    {
        get => Quantizers.Any(static quantizer => quantizer.Enabled);
        set
        {
            foreach (var quantizer in Quantizers)
                quantizer.Enabled = value;
        }
    }

    /// <summary>Whether the zeros of a padding come in after quantization and stay zeros; see <see cref="LowBitOptions.PadAfterQuantization"/>.</summary>
    public bool PadsAfterQuantization { get; }

    /// <summary>Whether somebody asked for this very layer to be quantized, so that it is even where it is a model's first or last.</summary>
    internal bool IsAskedFor { get; set; }

    /// <summary>The quantizers that there are: of the input, the weight, the output.</summary>
    internal IEnumerable<LowBitQuantizer> Quantizers =>
        new[] { InputQuantizer, WeightQuantizer, OutputQuantizer }.OfType<LowBitQuantizer>();

    /// <summary>Quantizes the input and the weight and applies the layer.</summary>
    /// <param name="input">What the float layer takes.</param>
    /// <returns>What the float layer returns for the quantized input and weight, quantized if the options ask for that.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer's range is found from training batches, and there was none.</exception>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Run(() => Apply(input, OwnWeight()));
    }

    /// <summary>The weight as the layer computes with it, in the shape of <see cref="weight"/>; differentiable.</summary>
    /// <returns>A new tensor, or another handle on the weight where it is not quantized.</returns>
    /// <remarks>In training mode the weight's quantizer counts and measures as at a call of the layer.</remarks>
    public Tensor QuantizedWeight()
    {
        if (WeightQuantizer is not { Enabled: true } quantizer)
            return weight.alias();

        using var scope = NewDisposeScope();
        var quantized = _layout.Back(Quantize(quantizer, _layout.Turn(weight), isPrivate: false));
        quantizer.QuantizationLoss?.MoveToOuterDisposeScope();
        return quantized.MoveToOuterDisposeScope();
    }

    /// <summary>The integers that stand for the weight in evaluation: planes in the shape of <see cref="weight"/>, and scales that broadcast to it.</summary>
    /// <exception cref="QuantizationException">The weight is not quantized, or not to integers alone.</exception>
    public IntegerForm WeightToIntegers()
    {
        var quantizer = WeightQuantizer ?? throw new QuantizationException($"The weight of '{FullName}' is not quantized and has no integers.");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var form = quantizer.ToIntegers(_layout.Turn(weight));
        return _layout.Back(form).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The integers that stand for an input in evaluation, with the padding of a convolution around them where that is quantized too.
    /// </summary>
    /// <param name="input">What the float layer takes.</param>
    /// <exception cref="QuantizationException">The input is not quantized, or not to integers alone.</exception>
    public IntegerForm InputToIntegers(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var quantizer = InputQuantizer ?? throw new QuantizationException($"The input of '{FullName}' is not quantized and has no integers.");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return quantizer.ToIntegers(Padded(input)).MoveToOuterDisposeScope();
    }

    /// <summary>The class, and how each side is quantized.</summary>
    public override string ToString() => $"{GetName()}({string.Join(", ", Parts())})";

    /// <summary>Quantizes the layer otherwise from now on: what quantizers learned that change is gone. They stay switched on or off.</summary>
    /// <exception cref="QuantizationException">An algorithm has no such side, number of levels or groups. The layer is as it was.</exception>
    internal void Requantize(LowBitSide? ofWeight, LowBitSide? ofInput) => Quantize(weight, ofWeight, ofInput, OutputQuantizer?.Side);

    /// <summary>Applies the layer with a given weight, to an input that it quantizes itself.</summary>
    private protected abstract Tensor Apply(Tensor input, Tensor weight);

    /// <summary>An input with what is added to it before it is quantized.</summary>
    private protected virtual Tensor Padded(Tensor input) => input;

    /// <summary>Runs a call in a scope of its own, which terms for the loss outlive.</summary>
    private protected Tensor Run(Func<Tensor> compute)
    {
        using var scope = NewDisposeScope();
        var output = compute();
        if (OutputQuantizer is { Enabled: true } quantizer)
            output = quantizer.call(output);

        // Those that are off were not called, and may keep a term of an earlier call.
        foreach (var part in Quantizers.Where(static part => part.Enabled))
            part.QuantizationLoss?.MoveToOuterDisposeScope();

        return output.MoveToOuterDisposeScope();
    }

    /// <summary>The weight for the layer's operator alone. Belongs to the scope of the call.</summary>
    private protected Tensor OwnWeight() => WeightQuantizer is { Enabled: true } quantizer
        ? _layout.Back(Quantize(quantizer, _layout.Turn(weight), isPrivate: !_layout.Transposed))
        : weight;

    /// <summary>Quantizes an input, if it is to be.</summary>
    /// <param name="input">The input.</param>
    /// <param name="isPrivate">Whether the layer's operator alone reads the result, and makes a fresh gradient for it.</param>
    private protected Tensor QuantizeInput(Tensor input, bool isPrivate = true) =>
        InputQuantizer is { Enabled: true } quantizer ? Quantize(quantizer, input, isPrivate) : input;

    /// <summary>Ends a constructor: registers what the layer holds, and takes over the training mode of the float layer.</summary>
    private protected void Complete(nn.Module layer)
    {
        RegisterComponents();
        train(layer.training);
    }

    // Who hooks into a quantizer reads its result, too.
    private static Tensor Quantize(LowBitQuantizer quantizer, Tensor values, bool isPrivate)
    {
        quantizer.IsPrivate = isPrivate && !ModuleHooks.Any(quantizer);
        return quantizer.call(values);
    }

    private LowBitQuantizer? QuantizerAt(string key) =>
        _internal_submodules.TryGetValue(key, out var quantizer) ? (LowBitQuantizer)quantizer : null;

    // All are made before any takes its place.
    private void Quantize(Tensor weight, LowBitSide? ofWeight, LowBitSide? ofInput, LowBitSide? ofOutput)
    {
        var isOff = Quantizers.Any() && !Enabled;
        var made = new (string Key, LowBitQuantizer? Quantizer)[]
        {
            (InputKey, Made(InputQuantizer, ofInput, LowBitRole.Activation, _inputShape)),
            (WeightKey, Made(WeightQuantizer, ofWeight, LowBitRole.Weight, _layout.Turned(weight.shape))),
            (OutputKey, Made(OutputQuantizer, ofOutput, LowBitRole.Output, _outputShape)),
        };
        var old = Quantizers.Except(made.Select(static part => part.Quantizer)).ToList();
        foreach (var (key, quantizer) in made)
        {
            if (_internal_submodules.ContainsKey(key))
                register_module(key, null!);
            if (quantizer is null)
                continue;

            quantizer.FullName = $"{FullName}.{key}";
            quantizer.Enabled &= !isOff;
            quantizer.to(weight.device);
            quantizer.train(training);
            register_module(key, quantizer);
        }

        foreach (var quantizer in old)
            quantizer?.Dispose();
    }

    private static LowBitQuantizer? Made(LowBitQuantizer? current, LowBitSide? side, LowBitRole role, long[] shape) =>
        side is null or { Algorithm: LowBitAlgorithm.None } ? null
        : current is not null && current.Side == side ? current
        : LowBitQuantizer.Create(side, role, shape);

    private IEnumerable<string> Parts()
    {
        yield return "weight: " + LowBitText.Of(WeightQuantizer);
        yield return "input: " + LowBitText.Of(InputQuantizer);
        if (OutputQuantizer is { } quantizer)
            yield return "output: " + LowBitText.Of(quantizer);
    }

    private void Replace(string name, Parameter? current, Parameter? value)
    {
        if (ReferenceEquals(current, value))
            return;

        value?.DetachFromDisposeScope();
        current?.Dispose();
        ConditionallyRegisterParameter(name, value);
    }
}
