using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Plain recurrent units over sequences, in one or several layers.</summary>
public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private static readonly Operator Tanh = new("aten::rnn_tanh", "input");
    private static readonly Operator Relu = new("aten::rnn_relu", "input");

    private readonly RecurrentStack _stack;
    private readonly Operator _recurrence;

    internal RNN(long inputSize, nn.NonLinearities nonLinearity, RecurrentStack stack, Device? device, ScalarType? dtype)
        : base("torch::nn::RNNImpl")
    {
        _stack = stack;
        _recurrence = nonLinearity == nn.NonLinearities.ReLU ? Relu : Tanh;
        stack.Register(this, gates: 1, inputSize, device, dtype);
    }

    /// <summary>The outputs of the last layer, and the state at the end; without a state it starts at zeros.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
    {
        using var zeros = h0 is null ? _stack.ZeroState(input) : null;
        return _stack.Call(_recurrence, this, input, h0 ?? zeros) is [var output, var state]
            ? (output, state)
            : throw new InvalidOperationException($"{_recurrence} did not return two tensors.");
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);
}
