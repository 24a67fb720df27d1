namespace QuantGen.Modules;

/// <summary>
/// What an <c>LSTM</c> or <c>GRU</c> was made with, where its weights do not show it. The defaults are those of <c>torch.nn.LSTM</c>.
/// </summary>
public sealed record RecurrentOptions
{
    /// <summary>Whether tensors are (batch, time, features) and not (time, batch, features).</summary>
    public bool BatchFirst { get; init; }

    /// <summary>The probability with which outputs of all layers but the last are dropped in training.</summary>
    public double Dropout { get; init; }
}
