using TorchSharp;

namespace QuantGen.Modules;

/// <summary>
/// What an <c>RNNCell</c> was made with, where its weights do not show it. The defaults are those of <c>torch.nn.RNNCell</c>.
/// </summary>
public sealed record RnnCellOptions
{
    /// <summary>What is applied to sums.</summary>
    public torch.nn.NonLinearities NonLinearity { get; init; } = torch.nn.NonLinearities.Tanh;
}
