using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights of recurrent layers, under torch's names and in its order.</summary>
internal static class RecurrentWeights
{
    /// <summary>Adds the weights of one cell, uniform within 1 / sqrt(hidden size), as PyTorch starts them.</summary>
    /// <param name="module">The module that gets them.</param>
    /// <param name="suffix">What stands behind the names.</param>
    /// <param name="gates">How many blocks of rows each weight has: 4 of an LSTM, 3 of a GRU, else 1.</param>
    /// <param name="inputSize">The width of the input.</param>
    /// <param name="hiddenSize">The width of the state.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="device">The device.</param>
    /// <param name="dtype">The type.</param>
    internal static void Register(
        nn.Module module, string suffix, int gates, long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
    {
        var bound = hiddenSize > 0 ? 1 / Math.Sqrt(hiddenSize) : 0;
        Add("weight_ih", gates * hiddenSize, inputSize);
        Add("weight_hh", gates * hiddenSize, hiddenSize);
        if (!bias)
            return;

        Add("bias_ih", gates * hiddenSize);
        Add("bias_hh", gates * hiddenSize);

        void Add(string name, params long[] shape)
        {
            var weight = new Parameter(empty(shape, dtype, device));
            weight.DetachFromDisposeScope();
            nn.init.uniform_(weight, -bound, bound);
            module.register_parameter(name + suffix, weight);
        }
    }
}
