using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Long short-term memory over sequences, in one or several layers.</summary>
public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
{
    private const int Gates = 4;

    private static readonly Operator Recurrence = new("aten::lstm", "input");
    private static readonly Operator PackedRecurrence = new("aten::lstm", "data");

    private readonly RecurrentStack _stack;

    internal LSTM(long inputSize, RecurrentStack stack, Device? device, ScalarType? dtype)
        : base("torch::nn::LSTMImpl")
    {
        _stack = stack;
        stack.Register(this, Gates, inputSize, device, dtype);
    }

    /// <summary>The outputs of the last layer, and the hidden and cell states at the end; without states it starts at zeros.</summary>
    public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        using var zeros = h0_c0 is null ? _stack.ZeroState(input) : null;
        var (hidden, cell) = h0_c0 ?? (zeros!, zeros!);
        return _stack.Call(Recurrence, this, input, new[] { hidden, cell }) is [var output, var lastHidden, var lastCell]
            ? (output, lastHidden, lastCell)
            : throw new InvalidOperationException($"{Recurrence} did not return three tensors.");
    }

    public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

    /// <summary>The same for sequences of several lengths, whose states are those at their own ends.</summary>
    public (nn.utils.rnn.PackedSequence, Tensor, Tensor) call(nn.utils.rnn.PackedSequence input, (Tensor, Tensor)? h0_c0 = null)
    {
        using var zeros = h0_c0 is null ? _stack.ZeroState(input) : null;
        var (hidden, cell) = h0_c0 ?? (zeros!, zeros!);
        var (output, states) = _stack.Call(PackedRecurrence, this, input, [hidden, cell]);
        return (output, states[0], states[1]);
    }
}
