using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A layer that quantizes its input: the base of all quantized layers. The quantizer's range is the key <c>_input_quantizer._amax</c>.
/// </summary>
public abstract class QuantInputLayer : nn.Module<Tensor, Tensor>, IQuantizedLayer
{
    // The field's name is the key of the quantizer in state_dict, the same as in pytorch-quantization.
    private readonly TensorQuantizer _input_quantizer;

    private protected QuantInputLayer(string name, QuantDescriptor? input)
        : base(name)
    {
        _input_quantizer = Quantizer(input ?? DefaultInput);

        // Components of derived classes are found first, but the input's quantizer comes before the weight's.
        add_module(nameof(_input_quantizer), _input_quantizer);
    }

    /// <summary>Signed 8 bit with one range, which a histogram of the inputs is collected for.</summary>
    internal static QuantDescriptor DefaultInput { get; } = new() { Calibrator = CalibratorKind.Histogram };

    /// <summary>Quantizes the input.</summary>
    public TensorQuantizer InputQuantizer => _input_quantizer;

    /// <inheritdoc/>
    public IEnumerable<TensorQuantizer> InputQuantizers => [_input_quantizer];

    /// <inheritdoc/>
    public virtual IEnumerable<QuantizedWeight> QuantizedWeights => [];

    /// <summary>
    /// Is shown the result of every call, in whatever form the layer is called, before the caller has it; null for nobody. What it is shown is
    /// only read, and not kept: later layers may compute in place.
    /// </summary>
    internal Action<Tensor>? OutputObserver { get; set; }

    /// <summary>Whether the operator that reads the quantized input makes a gradient for it that nothing else refers to.</summary>
    private protected virtual bool MakesFreshGradients => false;

    /// <summary>Quantizes the input and applies the layer.</summary>
    /// <param name="input">What the float layer takes.</param>
    /// <returns>What the float layer returns for the quantized input.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public override Tensor forward(Tensor input) => call(input, _input_quantizer);

    /// <summary>
    /// Applies the layer with another input quantizer: where one layer is used at several places, each place gets a range of its own.
    /// </summary>
    /// <param name="input">What the float layer takes.</param>
    /// <param name="inputQuantizer">Quantizes the input in place of <see cref="InputQuantizer"/>.</param>
    /// <returns>What the float layer returns for the quantized input.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    /// <remarks>Forward hooks of the layer do not run.</remarks>
    public Tensor call(Tensor input, TensorQuantizer inputQuantizer)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(inputQuantizer);
        using var scope = NewDisposeScope();
        return Observed(Apply(inputQuantizer.Pass(input, MakesFreshGradients), inputQuantizer)).MoveToOuterDisposeScope();
    }

    /// <summary>Applies an activation and then the layer: what <c>call(activation.call(input))</c> returns, bit for bit.</summary>
    /// <param name="input">
    /// What the activation takes: the fresh result of a convolution, a linear layer, a batch normalization or an addition. Its memory is
    /// used for the result, so nothing else may read it.
    /// </param>
    /// <param name="activation">
    /// The activation. A ReLU or ReLU6 is computed in one pass with the quantization, everything else before it.
    /// </param>
    /// <returns>What the float layer returns for the quantized, activated input.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public Tensor call(Tensor input, nn.Module<Tensor, Tensor> activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!ModuleHooks.Any(this))
            return call(input, activation, _input_quantizer);

        using var scope = NewDisposeScope();
        return call(activation.call(input)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Applies an activation and then the layer with another input quantizer: what <c>call(activation.call(input), inputQuantizer)</c>
    /// returns, bit for bit.
    /// </summary>
    /// <param name="input">What the activation takes; its memory is used for the result, as in the form without a quantizer.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="inputQuantizer">Quantizes the activated input in place of <see cref="InputQuantizer"/>.</param>
    /// <returns>What the float layer returns for the quantized, activated input.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    /// <remarks>Forward hooks of the layer do not run.</remarks>
    public Tensor call(Tensor input, nn.Module<Tensor, Tensor> activation, TensorQuantizer inputQuantizer)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(inputQuantizer);
        using var scope = NewDisposeScope();
        return Observed(Apply(inputQuantizer.PassActivated(input, activation, MakesFreshGradients), inputQuantizer)).MoveToOuterDisposeScope();
    }

    /// <summary>Shows a result of the layer to the observer.</summary>
    private protected Tensor Observed(Tensor output)
    {
        OutputObserver?.Invoke(output);
        return output;
    }

    /// <summary>Ends a constructor: registers what the layer holds, and takes over the training mode of the float layer.</summary>
    private protected void Complete(nn.Module layer)
    {
        RegisterComponents();
        train(layer.training);
    }

    /// <summary>Applies the layer to an input that is quantized already.</summary>
    /// <param name="input">The input.</param>
    /// <param name="inputQuantizer">What quantized it.</param>
    private protected abstract Tensor Apply(Tensor input, TensorQuantizer inputQuantizer);

    /// <summary>A quantizer for a layer, which computes with values, not levels.</summary>
    internal static TensorQuantizer Quantizer(QuantDescriptor descriptor) => descriptor.FakeQuant
        ? new TensorQuantizer(descriptor)
        : throw new ArgumentException("A quantized layer computes with dequantized values: leave FakeQuant at true.", nameof(descriptor));
}
