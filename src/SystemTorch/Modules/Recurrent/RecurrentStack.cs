using System.Globalization;
using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What LSTM, GRU and RNN have in common: layers and directions, and the call of their operator.</summary>
internal sealed class RecurrentStack(long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional)
{
    private long Directions => bidirectional ? 2 : 1;

    /// <summary>Adds the weights of all layers and directions to the module.</summary>
    internal void Register(nn.Module module, int gates, long inputSize, Device? device, ScalarType? dtype)
    {
        for (var layer = 0L; layer < numLayers; layer++)
        {
            var width = layer == 0 ? inputSize : hiddenSize * Directions;
            var suffix = string.Create(CultureInfo.InvariantCulture, $"_l{layer}");
            RecurrentWeights.Register(module, suffix, gates, width, hiddenSize, bias, device, dtype);
            if (bidirectional)
                RecurrentWeights.Register(module, suffix + "_reverse", gates, width, hiddenSize, bias, device, dtype);
        }
    }

    /// <summary>The state that a sequence starts with when none is given.</summary>
    internal Tensor ZeroState(Tensor input) =>
        zeros([Directions * numLayers, input.size(batchFirst ? 0 : 1), hiddenSize], input.dtype, input.device);

    /// <summary>The state that packed sequences start with when none is given.</summary>
    internal Tensor ZeroState(nn.utils.rnn.PackedSequence input) =>
        zeros([Directions * numLayers, input.batch_sizes[0].item<long>(), hiddenSize], input.data.dtype, input.data.device);

    /// <summary>Runs the operator on packed sequences: the packed output, then the state or states at the end.</summary>
    internal (nn.utils.rnn.PackedSequence Output, Tensor[] States) Call(
        Operator recurrence, nn.Module module, nn.utils.rnn.PackedSequence input, Tensor[] states)
    {
        using var scope = NewDisposeScope();
        Tensor[] weights = [.. module.parameters(recurse: false)];
        if (!input.IsSorted)
            states = Array.ConvertAll(states, state => state.index_select(1, input.sorted_indices.to(state.device)));

        Argument start = states.Length == 1 ? states[0] : states;
        var results = recurrence.CallMany(input.data, input.batch_sizes, start, weights, bias, numLayers, dropout, module.training, bidirectional);
        Tensor[] ends = results[1..];
        if (!input.IsSorted)
            ends = Array.ConvertAll(ends, state => state.index_select(1, input.unsorted_indices.to(state.device)));

        var output = new nn.utils.rnn.PackedSequence(
            results[0], input.batch_sizes.alias(), input.sorted_indices.alias(), input.unsorted_indices.alias());
        return (output.MoveToOuterDisposeScope(), Array.ConvertAll(ends, static state => state.MoveToOuterDisposeScope()));
    }

    /// <summary>Runs the operator: the output, then the state or states at the end.</summary>
    internal Tensor[] Call(Operator recurrence, nn.Module module, Tensor input, Argument state)
    {
        Tensor[] weights = [.. module.parameters(recurse: false)];
        return recurrence.CallMany(input, state, weights, bias, numLayers, dropout, module.training, bidirectional, batchFirst);
    }
}
