using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// Gated recurrent units that quantize their inputs, their states and their weights, in the way of <see cref="QuantLSTM"/>: one quantizer for
/// an input and the state beside it, one for both weights side by side. Its keys are those of the float layer, beside
/// <c>_input_quantizers.{i}._amax</c> and <c>_weight_quantizers.{i}._amax</c>.
/// </summary>
/// <remarks>
/// The state is quantized where it is multiplied with a weight, and not where the update gate mixes it with the new one. With every
/// quantizer off the layer is torch's own.
/// </remarks>
public sealed class QuantGRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>, IQuantizedLayer
{
    // The names of these two are keys in state_dict, as those of QuantLSTM.
    private readonly ModuleList<TensorQuantizer> _input_quantizers;
    private readonly ModuleList<TensorQuantizer> _weight_quantizers;
    private readonly RecurrentNetwork<GRU> _network;

    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="options">What it was made with and does not show.</param>
    /// <param name="input">How inputs and states are quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How weights are quantized; null for signed 8 bit with a range for each row.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantGRU(GRU layer, RecurrentOptions options, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantGRU))
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        _network = new RecurrentNetwork<GRU>(HiddenLayerCopy.Of(layer, options), GruStep.Instance, options, input, weight);
        _input_quantizers = new([.. _network.InputQuantizers]);
        _weight_quantizers = new([.. _network.Weights.Select(static weight => weight.Quantizer)]);
        _network.Parameters.Show(ConditionallyRegisterParameter);
        RegisterComponents();
        train(layer.training);
    }

    /// <summary>The layers and directions.</summary>
    internal RecurrentNetwork<GRU> Network => _network;

    /// <inheritdoc/>
    public IEnumerable<TensorQuantizer> InputQuantizers => _network.InputQuantizers;

    /// <inheritdoc/>
    public IEnumerable<QuantizedWeight> QuantizedWeights => _network.Weights;

    /// <summary>Applies the layer.</summary>
    /// <param name="input">(time, batch, inputs), or (batch, time, inputs) if the float layer takes that.</param>
    /// <param name="h0">The states to start with, (layers * directions, batch, hidden); null for zeros.</param>
    /// <returns>The outputs of the last layer at every step, and the states at the end.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    /// <exception cref="ArgumentException">The input has another number of axes, or no step.</exception>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_network.IsIdle)
            return _network.Parameters.Layer.call(input, h0!);

        var results = _network.Run(input, h0 is null ? null : [h0], training);
        return (results[0], results[1]);
    }

    /// <summary>Applies the layer from states of zeros.</summary>
    /// <param name="input">As there.</param>
    /// <returns>As there.</returns>
    public (Tensor, Tensor) forward(Tensor input) => forward(input, h0: null);

    /// <summary>Applies the layer, hooks included. See <see cref="forward(Tensor, Tensor)"/>.</summary>
    /// <param name="input">As there.</param>
    /// <param name="h0">As there.</param>
    /// <returns>As there.</returns>
    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>Applies the layer to sequences of several lengths. Forward hooks of the layer do not run.</summary>
    /// <param name="input">The sequences.</param>
    /// <param name="h0">The states to start with, in the order that the sequences were given in; null for zeros.</param>
    /// <returns>The outputs of the last layer, packed likewise, and the states of each sequence at its own end.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public (nn.utils.rnn.PackedSequence, Tensor) call(nn.utils.rnn.PackedSequence input, Tensor? h0 = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_network.IsIdle)
            return _network.Parameters.Layer.call(input, h0!);

        var (output, states) = _network.Run(input, h0 is null ? null : [h0], training);
        return (output, states[0]);
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
