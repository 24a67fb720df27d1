using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>One step of a recurrent layer in one direction.</summary>
/// <param name="inputs">The inputs of the operation.</param>
/// <param name="direction">Which of the weights.</param>
/// <param name="time">Which of the inputs.</param>
/// <param name="state">What the step before left.</param>
internal sealed class RecurrentStep(IReadOnlyList<Tensor?> inputs, int direction, int time, Tensor[] state)
{
    /// <summary>What the step before left: the hidden state, and the cell's.</summary>
    public Tensor[] State => state;

    /// <summary>The input's part of all gates.</summary>
    public Tensor FromInput => nn.functional.linear(inputs[0]!.select(0, time), inputs[1]!.select(0, direction), Bias(0));

    /// <summary>The hidden state's part of all gates.</summary>
    public Tensor FromState => nn.functional.linear(state[0], Recurrent, Bias(1));

    private Tensor Recurrent => inputs[2]!.select(0, direction);

    /// <summary>The part that another state has of the last gate.</summary>
    public Tensor FromLastGate(Tensor hidden)
    {
        var width = hidden.size(1);
        var rows = Recurrent.size(0);
        return nn.functional.linear(hidden, Recurrent.narrow(0, rows - width, width), Bias(1)?.narrow(0, rows - width, width));
    }

    // The biases of inputs come before those of states.
    private Tensor? Bias(int half)
    {
        if (inputs.Count <= 3 || inputs[3] is not { } biases)
            return null;

        var width = biases.size(1) / 2;
        return biases.select(0, direction).narrow(0, half * width, width);
    }
}
