using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Long short-term memory that quantizes its inputs, its states and its weights. Each layer and direction has one quantizer for an input and
/// the state beside it, and one for both weights side by side, because what is deployed is one product of their concatenations. Its keys
/// are those of the float layer, <c>weight_ih_l0</c> and so on, beside <c>_input_quantizers.{i}._amax</c> and
/// <c>_weight_quantizers.{i}._amax</c>, where i counts layers, and in each of them the forward direction first.
/// </summary>
/// <remarks>
/// Biases, cell states and what the gates compute are not quantized. With every quantizer off the layer is torch's own. The counterpart of
/// QuantLSTM in pytorch-quantization 2.2.1.
/// </remarks>
public sealed class QuantLSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>, IQuantizedLayer
{
    // The names of these two are keys in state_dict, the same as in pytorch-quantization.
    private readonly ModuleList<TensorQuantizer> _input_quantizers;
    private readonly ModuleList<TensorQuantizer> _weight_quantizers;
    private readonly RecurrentNetwork<LSTM> _network;

    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">What it was made with and does not show.</param>
    /// <param name="input">How inputs and states are quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How weights are quantized; null for signed 8 bit with a range for each row.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantLSTM(LSTM layer, RecurrentOptions options, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantLSTM))
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        _network = new RecurrentNetwork<LSTM>(HiddenLayerCopy.Of(layer, options), LstmStep.Instance, options, input, weight);
        _input_quantizers = new([.. _network.InputQuantizers]);
        _weight_quantizers = new([.. _network.Weights.Select(static weight => weight.Quantizer)]);
        _network.Parameters.Show(ConditionallyRegisterParameter);
        RegisterComponents();
        train(layer.training);
    }

    /// <summary>The layers and directions.</summary>
    internal RecurrentNetwork<LSTM> Network => _network;

    /// <inheritdoc/>
    public IEnumerable<TensorQuantizer> InputQuantizers => _network.InputQuantizers;

    /// <inheritdoc/>
    public IEnumerable<QuantizedWeight> QuantizedWeights => _network.Weights;

    /// <summary>Applies the layer.</summary>
    /// <param name="input">(time, batch, inputs), or (batch, time, inputs) if the float layer takes that.</param>
    /// <param name="h0_c0">Hidden and cell states to start with, (layers * directions, batch, hidden) each; null for zeros.</param>
    /// <returns>The outputs of the last layer at every step, and the hidden and cell states at the end.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    /// <exception cref="ArgumentException">The input has another number of axes, or no step.</exception>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_network.IsIdle)
            return _network.Parameters.Layer.call(input, h0_c0);

        var results = _network.Run(input, h0_c0 is var (hidden, cell) ? [hidden, cell] : null, training);
        return (results[0], results[1], results[2]);
    }

    /// <summary>Applies the layer from states of zeros.</summary>
    /// <param name="input">As there.</param>
    /// <returns>As there.</returns>
    public (Tensor, Tensor, Tensor) forward(Tensor input) => forward(input, h0_c0: null);

    /// <summary>Applies the layer, hooks included. See <see cref="forward(Tensor, ValueTuple{Tensor, Tensor}?)"/>.</summary>
    /// <param name="input">As there.</param>
    /// <param name="h0_c0">As there.</param>
    /// <returns>As there.</returns>
    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>Applies the layer to sequences of several lengths. Forward hooks of the layer do not run.</summary>
    /// <param name="input">The sequences.</param>
    /// <param name="h0_c0">Hidden and cell states to start with, in the order that the sequences were given in; null for zeros.</param>
    /// <returns>The outputs of the last layer, packed likewise, and the hidden and cell states of each sequence at its own end.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public (nn.utils.rnn.PackedSequence, Tensor, Tensor) call(nn.utils.rnn.PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_network.IsIdle)
            return _network.Parameters.Layer.call(input, h0_c0);

        var (output, states) = _network.Run(input, h0_c0 is var (hidden, cell) ? [hidden, cell] : null, training);
        return (output, states[0], states[1]);
    }

    /// <inheritdoc/>
    public override void train(bool train = true)
    {
        base.train(train);
        _network.Parameters.Layer.train(train);
    }

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _network.Parameters.Convert(dtype, device);
        _network.Parameters.Show(ConditionallyRegisterParameter);
        base._toEpilog(dtype, device, non_blocking);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _network.Dispose();
    }
}
