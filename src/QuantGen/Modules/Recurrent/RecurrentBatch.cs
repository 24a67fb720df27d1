using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// The states of a batch of sequences that need not be equally long: the longest come first, so the sequences that a step has are always the
/// first ones. Backwards they begin where the longest ends.
/// </summary>
/// <param name="start">The states to start with, of all sequences.</param>
/// <param name="isReverse">Whether steps go from the last to the first.</param>
internal sealed class RecurrentBatch(Tensor[] start, bool isReverse)
{
    // The last states of sequences that have ended, the shortest first.
    private readonly List<Tensor[]> _ended = [];

    /// <summary>The states of the sequences that the last step had.</summary>
    public Tensor[] States { get; set; } = isReverse ? [] : start;

    /// <summary>The states that a step begins with.</summary>
    /// <param name="size">How many sequences it has.</param>
    public Tensor[] Resize(long size)
    {
        var present = States.Length == 0 ? 0 : States[0].size(0);
        if (size == present)
            return States;
        if (!isReverse)
        {
            _ended.Add(Array.ConvertAll(States, state => state.narrow(0, size, present - size)));
            return Array.ConvertAll(States, state => state.narrow(0, 0, size));
        }

        var begun = Array.ConvertAll(start, state => state.narrow(0, present, size - present));
        return present == 0 ? begun : [.. States.Zip(begun, static (state, first) => cat([state, first], 0))];
    }

    /// <summary>The last state of every sequence, in the order of the batch.</summary>
    public Tensor[] End() => _ended.Count == 0
        ? States
        : [.. States.Select((state, i) => cat([state, .. Enumerable.Reverse(_ended).Select(ended => ended[i])], 0))];
}
