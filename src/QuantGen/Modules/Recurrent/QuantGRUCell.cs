using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// One step of gated recurrent units that quantizes the input and the state beside it with one range, and both weights side by side. Its
/// keys are those of the float layer, beside <c>_input_quantizer._amax</c> and <c>_weight_quantizer._amax</c>.
/// </summary>
/// <remarks>With both quantizers off the layer is torch's own. See <see cref="QuantGRU"/> for where the state is quantized.</remarks>
public sealed class QuantGRUCell : nn.Module<Tensor, Tensor?, Tensor>, IQuantizedLayer
{
    // The names of these two are keys in state_dict, as those of QuantLSTMCell.
    private readonly TensorQuantizer _input_quantizer;
    private readonly TensorQuantizer _weight_quantizer;
    private readonly RecurrentCell<GRUCell> _cell;

    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How inputs and states are quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How weights are quantized; null for signed 8 bit with a range for each row.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantGRUCell(GRUCell layer, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantGRUCell))
    {
        ArgumentNullException.ThrowIfNull(layer);
        _cell = new RecurrentCell<GRUCell>(HiddenLayerCopy.Of(layer), input, weight);
        (_input_quantizer, _weight_quantizer) = (_cell.Pair.Input, _cell.Pair.Weight);
        _cell.Parameters.Show(ConditionallyRegisterParameter);
        RegisterComponents();
        train(layer.training);
    }

    /// <summary>Quantizes the input and the state beside it.</summary>
    public TensorQuantizer InputQuantizer => _input_quantizer;

    /// <summary>Quantizes the weights of input and state side by side.</summary>
    public TensorQuantizer WeightQuantizer => _weight_quantizer;

    /// <summary>The float layer with its quantizers.</summary>
    internal RecurrentCell<GRUCell> Cell => _cell;

    /// <inheritdoc/>
    public IEnumerable<TensorQuantizer> InputQuantizers => [_input_quantizer];

    /// <inheritdoc/>
    public IEnumerable<QuantizedWeight> QuantizedWeights => [_cell.Weight];

    /// <summary>Takes one step.</summary>
    /// <param name="input">(batch, inputs).</param>
    /// <param name="h0">The state, (batch, hidden); null for zeros.</param>
    /// <returns>The next state.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public override Tensor forward(Tensor input, Tensor? h0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_cell.Pair.IsIdle)
            return _cell.Parameters.Layer.call(input, h0!)!;

        using var scope = NewDisposeScope();
        var state = h0 ?? _cell.Zeros(input);
        var (values, weight) = _cell.Quantize(input, state, isPrivate: false);
        var (inputs, width) = (input.size(1), state.size(1));
        var fromInput = nn.functional.linear(values.narrow(1, 0, inputs), weight.narrow(1, 0, inputs), _cell.InputBias);
        var fromHidden = nn.functional.linear(values.narrow(1, inputs, width), weight.narrow(1, inputs, width), _cell.HiddenBias);
        return GruStep.Next(fromInput, fromHidden, state).MoveToOuterDisposeScope();
    }

    /// <summary>Takes one step from a state of zeros.</summary>
    /// <param name="input">As there.</param>
    /// <returns>As there.</returns>
    public Tensor forward(Tensor input) => forward(input, h0: null);

    /// <summary>Takes one step, hooks included. See <see cref="forward(Tensor, Tensor)"/>.</summary>
    /// <param name="input">As there.</param>
    /// <param name="h0">As there.</param>
    /// <returns>As there.</returns>
    public new Tensor call(Tensor input, Tensor? h0 = null) => base.call(input, h0)!;

    /// <inheritdoc/>
    public override void train(bool train = true)
    {
        base.train(train);
        _cell.Parameters.Layer.train(train);
    }

    /// <inheritdoc/>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _cell.Parameters.Convert(dtype, device);
        _cell.Parameters.Show(ConditionallyRegisterParameter);
        base._toEpilog(dtype, device, non_blocking);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _cell.Dispose();
    }
}
