using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of long short-term memory.</summary>
public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
{
    private const int Gates = 4;

    private static readonly Operator Step = new("aten::lstm_cell");

    private readonly long _hiddenSize;

    internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base("torch::nn::LSTMCellImpl")
    {
        _hiddenSize = hiddenSize;
        RecurrentWeights.Register(this, "", Gates, inputSize, hiddenSize, bias, device, dtype);
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

    /// <summary>The next hidden and cell states; without states it starts at zeros.</summary>
    public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
    {
        using var start = h0_c0 is null ? zeros([input.size(0), _hiddenSize], input.dtype, input.device) : null;
        var (hidden, cell) = h0_c0 ?? (start!, start!);
        return Step.CallPair(input, new[] { hidden, cell }, weight_ih, weight_hh, bias_ih, bias_hh);
    }

    public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);
}
