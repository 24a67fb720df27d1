using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of plain recurrent units.</summary>
public sealed class RNNCell : nn.Module<Tensor, Tensor?, Tensor>
{
    private static readonly Operator Tanh = new("aten::rnn_tanh_cell");
    private static readonly Operator Relu = new("aten::rnn_relu_cell");

    private readonly long _hiddenSize;
    private readonly Operator _step;

    internal RNNCell(long inputSize, long hiddenSize, nn.NonLinearities nonLinearity, bool bias, Device? device, ScalarType? dtype)
        : base("torch::nn::RNNCellImpl")
    {
        _hiddenSize = hiddenSize;
        _step = nonLinearity == nn.NonLinearities.ReLU ? Relu : Tanh;
        RecurrentWeights.Register(this, "", gates: 1, inputSize, hiddenSize, bias, device, dtype);
    }

    [DisallowNull]
    public Parameter? weight_ih
    {
        get => _internal_params.TryGetValue(nameof(weight_ih), out var weight) ? weight : null;
        set => ConditionallyRegisterParameter(nameof(weight_ih), (Parameter)value.DetachFromDisposeScope());
    }

    [DisallowNull]
    public Parameter? weight_hh
    {
        get => _internal_params.TryGetValue(nameof(weight_hh), out var weight) ? weight : null;
        set => ConditionallyRegisterParameter(nameof(weight_hh), (Parameter)value.DetachFromDisposeScope());
    }

    [DisallowNull]
    public Parameter? bias_ih
    {
        get => _internal_params.TryGetValue(nameof(bias_ih), out var bias) ? bias : null;
        set => ConditionallyRegisterParameter(nameof(bias_ih), (Parameter)value.DetachFromDisposeScope());
    }

    [DisallowNull]
    public Parameter? bias_hh
    {
        get => _internal_params.TryGetValue(nameof(bias_hh), out var bias) ? bias : null;
        set => ConditionallyRegisterParameter(nameof(bias_hh), (Parameter)value.DetachFromDisposeScope());
    }

    /// <summary>The next state; without a state it starts at zeros.</summary>
    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        using var start = h0 is null ? zeros([input.size(0), _hiddenSize], input.dtype, input.device) : null;
        return _step.Call(input, h0 ?? start, weight_ih, weight_hh, bias_ih, bias_hh);
    }
}
