using QuantGen;
using TorchSharp.Modules;
using static QuantGen.Granularity;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>
/// A forecaster of series that keeps its state between calls: takes L x N x features and the state of the call before (null at first),
/// gives the next element for each of the L, and the state.
/// </summary>
[Quantize(PerTensor)]
public sealed partial class LstmForecaster : Module<Tensor, (Tensor Hidden, Tensor Cell)?, (Tensor Next, (Tensor Hidden, Tensor Cell) State)>
{
    private readonly Linear embed;
    private readonly LSTM lstm;
    private readonly Linear project;

    /// <summary>Makes a network with fresh weights.</summary>
    /// <param name="features">Numbers of an element.</param>
    /// <param name="hidden">Features of a state.</param>
    public LstmForecaster(long features, long hidden)
        : base(nameof(LstmForecaster))
    {
        embed = Linear(features, hidden);
        lstm = LSTM(hidden, hidden);
        project = Linear(hidden, features);

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override (Tensor Next, (Tensor Hidden, Tensor Cell) State) forward(Tensor series, (Tensor Hidden, Tensor Cell)? state)
    {
        var (output, hidden, cell) = lstm.call(functional.relu(embed.call(series)), state);

        // The network forecasts the change.
        var next = series + project.call(output);
        return (next, (hidden, cell));
    }
}
