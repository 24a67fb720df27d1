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

    /// <summary>Runs the operator: the output, then the state or states at the end.</summary>
    internal Tensor[] Call(Operator recurrence, nn.Module module, Tensor input, Argument state)
    {
        Tensor[] weights = [.. module.parameters(recurse: false)];
        return recurrence.CallMany(input, state, weights, bias, numLayers, dropout, module.training, bidirectional, batchFirst);
    }
}
