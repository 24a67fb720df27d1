using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// One step of long short-term memory that quantizes the input and the state beside it with one range, and both weights side by side. Its
/// keys are those of the float layer, beside <c>_input_quantizer._amax</c> and <c>_weight_quantizer._amax</c>.
/// </summary>
/// <remarks>With both quantizers off the layer is torch's own. The counterpart of QuantLSTMCell in pytorch-quantization 2.2.1.</remarks>
public sealed class QuantLSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>, IQuantizedLayer
{
    // The names of these two are keys in state_dict, the same as in pytorch-quantization.
    private readonly TensorQuantizer _input_quantizer;
    private readonly TensorQuantizer _weight_quantizer;
    private readonly RecurrentCell<LSTMCell> _cell;

    /// <summary>Takes over a float layer, whose parameters are copied.</summary>
    /// <param name="layer">The float layer, which stays as it is.</param>
    /// <param name="input">How inputs and states are quantized; null for signed 8 bit with one range.</param>
    /// <param name="weight">How weights are quantized; null for signed 8 bit with a range for each row.</param>
    /// <exception cref="ArgumentException">A descriptor asks for integer levels.</exception>
    public QuantLSTMCell(LSTMCell layer, QuantDescriptor? input = null, QuantDescriptor? weight = null)
        : base(nameof(QuantLSTMCell))
    {
        ArgumentNullException.ThrowIfNull(layer);
        _cell = new RecurrentCell<LSTMCell>(HiddenLayerCopy.Of(layer), input, weight);
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
    internal RecurrentCell<LSTMCell> Cell => _cell;

    /// <inheritdoc/>
    public IEnumerable<TensorQuantizer> InputQuantizers => [_input_quantizer];

    /// <inheritdoc/>
    public IEnumerable<QuantizedWeight> QuantizedWeights => [_cell.Weight];

    /// <summary>Takes one step.</summary>
    /// <param name="input">(batch, inputs).</param>
    /// <param name="h0_c0">Hidden and cell state, (batch, hidden) each; null for zeros.</param>
    /// <returns>The next hidden and cell state.</returns>
    /// <exception cref="UncalibratedQuantizerException">A quantizer has no range.</exception>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();

        // What TorchSharp 0.107's own cell hands to libtorch where there are no states, libtorch refuses.
        var (hidden, cell) = h0_c0 ?? (_cell.Zeros(input), _cell.Zeros(input));
        if (_cell.Pair.IsIdle)
        {
            var (nextHidden, nextCell) = _cell.Parameters.Layer.call(input, (hidden, cell));
            return (nextHidden.MoveToOuterDisposeScope(), nextCell.MoveToOuterDisposeScope());
        }

        var (values, weight) = _cell.Quantize(input, hidden, isPrivate: true);
        var bias = _cell.InputBias is null ? null : _cell.InputBias + _cell.HiddenBias!;
        var next = LstmStep.Next(nn.functional.linear(values, weight, bias), cell);
        return (next[0].MoveToOuterDisposeScope(), next[1].MoveToOuterDisposeScope());
    }

    /// <summary>Takes one step from states of zeros.</summary>
    /// <param name="input">As there.</param>
    /// <returns>As there.</returns>
    public (Tensor, Tensor) forward(Tensor input) => forward(input, h0_c0: null);

    /// <summary>Takes one step, hooks included. See <see cref="forward(Tensor, ValueTuple{Tensor, Tensor}?)"/>.</summary>
    /// <param name="input">As there.</param>
    /// <param name="h0_c0">As there.</param>
    /// <returns>As there.</returns>
    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

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
