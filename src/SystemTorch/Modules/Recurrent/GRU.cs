using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Gated recurrent units over sequences, in one or several layers.</summary>
public sealed class GRU : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
{
    private const int Gates = 3;

    private static readonly Operator Recurrence = new("aten::gru", "input");
    private static readonly Operator PackedRecurrence = new("aten::gru", "data");

    private readonly RecurrentStack _stack;

    internal GRU(long inputSize, RecurrentStack stack, Device? device, ScalarType? dtype)
        : base("torch::nn::GRUImpl")
    {
        _stack = stack;
        stack.Register(this, Gates, inputSize, device, dtype);
    }

    /// <summary>The outputs of the last layer, and the state at the end; without a state it starts at zeros.</summary>
    public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
    {
        using var zeros = h0 is null ? _stack.ZeroState(input) : null;
        return _stack.Call(Recurrence, this, input, h0 ?? zeros) is [var output, var state]
            ? (output, state)
            : throw new InvalidOperationException($"{Recurrence} did not return two tensors.");
    }

    public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

    /// <summary>The same for sequences of several lengths, whose states are those at their own ends.</summary>
    public (nn.utils.rnn.PackedSequence, Tensor) call(nn.utils.rnn.PackedSequence input, Tensor? h0 = null)
    {
        using var zeros = h0 is null ? _stack.ZeroState(input) : null;
        var (output, states) = _stack.Call(PackedRecurrence, this, input, [h0 ?? zeros!]);
        return (output, states[0]);
    }
}
