using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>
/// What layers of TorchSharp do not show of how they were made, found by calling them on a few numbers: their results tell. The layers are in evaluation mode.
/// </summary>
internal static class HiddenSettings
{
    private const int Inputs = 3;

    /// <summary>The table that an embedding looks up: its rows may be cut to a norm when they are.</summary>
    /// <param name="layer">The layer, which stays as it is.</param>
    /// <param name="near">A value of the graph, for messages.</param>
    /// <exception cref="GraphException">The layer has no table.</exception>
    public static Tensor Table(Embedding layer, GraphValue near)
    {
        var table = layer.weight ?? throw new GraphException($"{near.LayerPath()} has no table: set its weight.");
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var before = table.detach().clone();
        var rows = layer.forward(arange(table.size(0), ScalarType.Int64, table.device)).clone();
        if (!rows.ne(before).any().item<bool>())
            return table;

        // Looking a row up cut it in the layer itself.
        table.copy_(before);
        return rows.MoveToOuterDisposeScope();
    }

    /// <summary>Whether a recurrent layer takes (batch, time, features) and not (time, batch, features).</summary>
    /// <param name="layer">An LSTM, GRU or RNN.</param>
    /// <param name="inputs">The number of features.</param>
    public static bool TakesBatchFirst(nn.Module layer, long inputs)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var input = layer.get_parameter("weight_ih_l0")!.new_zeros(1, 2, inputs);
        var state = layer switch
        {
            LSTM lstm => lstm.forward(input).Item2,
            GRU gru => gru.forward(input).Item2,
            _ => ((RNN)layer).forward(input, null!).Item2,
        };
        return state.size(1) == 1;
    }

    /// <summary>Whether a simple recurrent layer or cell applies ReLU to sums, and not a hyperbolic tangent.</summary>
    /// <param name="layer">An RNN or RNNCell.</param>
    public static bool AppliesRelu(nn.Module layer)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var suffix = layer is RNN ? "_l0" : "";
        var weight = layer.get_parameter("weight_ih" + suffix)!;
        var sample = linspace(-2, 2, Inputs * weight.size(1)).reshape(Inputs, weight.size(1)).to(weight.dtype).to(weight.device);
        var sums = nn.functional.linear(sample, weight, Sum(Find(layer, "bias_ih" + suffix), Find(layer, "bias_hh" + suffix)));

        // One step of a batch: from states of zeros only the input counts.
        var result = layer is RNN rnn
            ? rnn.forward(TakesBatchFirst(rnn, weight.size(1)) ? sample.unsqueeze(1) : sample.unsqueeze(0), null!).Item2.select(0, 0)
            : ((RNNCell)layer).forward(sample, null!);
        return Distance(result, sums.relu()) < Distance(result, sums.tanh());
    }

    /// <summary>How many heads an attention layer has, and whether it adds a key of zeros.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weights">Its parameters.</param>
    public static (long Heads, bool AddsZero) Heads(MultiheadAttention layer, AttentionWeights weights)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var (query, key, value) = (Sample(weights.Query, 2), Sample(weights.Key, Inputs), Sample(weights.Value, Inputs));
        var shares = layer.forward(query, key, value, null, true, null).Item2.select(0, 0);
        var addsZero = shares.size(1) > Inputs + (weights.ExtraKey is null ? 0 : 1);
        var heads = Enumerable.Range(1, (int)weights.Width)
            .Where(count => weights.Width % count == 0)
            .MinBy(count => Distance(shares, Shares(weights, query, key, count, addsZero)));
        return (heads, addsZero);
    }

    private static Tensor Shares(AttentionWeights weights, Tensor query, Tensor key, long heads, bool addsZero)
    {
        var width = weights.Width / heads;
        var q = nn.functional.linear(query.squeeze(1), weights.Query, weights.QueryBias) / Math.Sqrt(width);
        var k = nn.functional.linear(key.squeeze(1), weights.Key, weights.KeyBias);
        if (weights.ExtraKey is { } extra)
            k = cat([k, extra.reshape(1, -1)], 0);
        if (addsZero)
            k = cat([k, k.new_zeros(1, weights.Width)], 0);

        var products = q.reshape(-1, heads, width).transpose(0, 1).bmm(k.reshape(-1, heads, width).permute(1, 2, 0));
        return products.softmax(-1).mean([0L]);
    }

    private static Tensor Sample(Tensor weight, long length) =>
        (arange(length * weight.size(1), ScalarType.Float32).reshape(length, 1, weight.size(1)) * 1.7).sin().to(weight.dtype).to(weight.device);

    private static double Distance(Tensor left, Tensor right) => (left - right).abs().max().to(ScalarType.Float64).item<double>();

    private static Tensor? Sum(Tensor? left, Tensor? right) => left is null ? right : right is null ? left : left + right;

    private static Parameter? Find(nn.Module layer, string name) => layer.has_parameter(name) ? layer.get_parameter(name) : null;
}
