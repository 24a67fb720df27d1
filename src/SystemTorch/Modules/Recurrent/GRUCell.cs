using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One step of gated recurrent units.</summary>
public sealed class GRUCell : nn.Module<Tensor, Tensor?, Tensor>
{
    private const int Gates = 3;

    private static readonly Operator Step = new("aten::gru_cell");

    private readonly long _hiddenSize;

    internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
        : base("torch::nn::GRUCellImpl")
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

    /// <summary>The next state; without a state it starts at zeros.</summary>
    public override Tensor forward(Tensor input, Tensor? h0 = null)
    {
        using var start = h0 is null ? zeros([input.size(0), _hiddenSize], input.dtype, input.device) : null;
        return Step.Call(input, h0 ?? start, weight_ih, weight_hh, bias_ih, bias_hh);
    }
}
