using TorchSharp;

namespace QuantGen.Modules;

/// <summary>What an <c>RNN</c> was made with, where its weights do not show it. The defaults are those of <c>torch.nn.RNN</c>.</summary>
public sealed record RnnOptions
{
    /// <summary>What is applied to sums.</summary>
    public torch.nn.NonLinearities NonLinearity { get; init; } = torch.nn.NonLinearities.Tanh;

    /// <summary>Whether tensors are (batch, time, features) and not (time, batch, features).</summary>
    public bool BatchFirst { get; init; }

    /// <summary>The probability with which outputs of all layers but the last are dropped in training.</summary>
    public double Dropout { get; init; }
}
