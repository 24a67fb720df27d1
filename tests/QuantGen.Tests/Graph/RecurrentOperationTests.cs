using QuantGen.Graph;
using QuantGen.Graph.Operators;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph;

/// <summary>Recurrent operations have ONNX's order of gates, and compute what torch's layers compute.</summary>
public sealed class RecurrentOperationTests : IDisposable
{
    private const int Inputs = 3;
    private const int Hidden = 4;
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _input = new Sample([5, 2, Inputs]).Draw(1);

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Lstm(bool bidirectional)
    {
        using var layer = LSTM(Inputs, Hidden, bidirectional: bidirectional);
        var (hidden, cell) = (State(bidirectional, 2), State(bidirectional, 3));
        var (output, lastHidden, lastCell) = layer.call(_input, (hidden, cell));
        var results = Run("LSTM", layer, [0, 3, 1, 2], bidirectional, [], hidden, cell);
        Same.Close(output, Together(results[0]));
        Same.Close(lastHidden, results[1]);
        Same.Close(lastCell, results[2]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gru(bool bidirectional)
    {
        using var layer = GRU(Inputs, Hidden, bidirectional: bidirectional);
        var (output, last) = layer.call(_input, State(bidirectional, 2));
        var results = Run("GRU", layer, [1, 0, 2], bidirectional, new() { { "linear_before_reset", 1L } }, State(bidirectional, 2));
        Same.Close(output, Together(results[0]));
        Same.Close(last, results[1]);
    }

    [Theory]
    [InlineData(NonLinearities.Tanh, "Tanh")]
    [InlineData(NonLinearities.ReLU, "Relu")]
    public void Simple(NonLinearities activation, string name)
    {
        using var layer = RNN(Inputs, Hidden, nonLinearity: activation);
        var (output, last) = layer.call(_input);
        var results = Run("RNN", layer, [0], bidirectional: false, new() { { "activations", name } });
        Same.Close(output, Together(results[0]));
        Same.Close(last, results[1]);
    }

    [Fact]
    public void BackwardsIsTheSecondDirection()
    {
        using var layer = LSTM(Inputs, Hidden);
        var forwards = Run("LSTM", layer, [0, 3, 1, 2], bidirectional: false, []);
        _input.copy_(_input.flip(0));
        var backwards = Run("LSTM", layer, [0, 3, 1, 2], bidirectional: false, new() { { "direction", "reverse" } });
        Same.Bits(forwards[0], backwards[0].flip(0));
        Same.Bits(forwards[1], backwards[1]);
    }

    [Fact]
    public void TheResetGateCanActOnTheState()
    {
        using var layer = GRU(Inputs, Hidden);
        var (before, after) = (Run("GRU", layer, [1, 0, 2], false, new() { { "linear_before_reset", 1L } }), Run("GRU", layer, [1, 0, 2], false, []));
        Assert.NotEqual(Tensors.Floats(before[0]), Tensors.Floats(after[0]));
    }

    private static Tensor State(bool bidirectional, int seed) => new Sample([bidirectional ? 2 : 1, 2, Hidden]).Draw(seed);

    private static Tensor Together(Tensor output) => output.permute(0, 2, 1, 3).flatten(2).contiguous();

    private IReadOnlyList<Tensor> Run(string operation, Module layer, int[] gates, bool bidirectional, GraphAttributeCollection settings, params Tensor[] states)
    {
        settings.Add("hidden_size", Hidden);
        if (bidirectional)
            settings.Add("direction", "bidirectional");

        string[] suffixes = bidirectional ? ["_l0", "_l0_reverse"] : ["_l0"];
        Tensor Reordered(string name) => cat([.. gates.Select(gate => layer.get_parameter(name)!.detach().narrow(0, gate * Hidden, Hidden))], 0);
        return GraphOperations.Run(
            operation,
            "here",
            [
                _input,
                stack(suffixes.Select(suffix => Reordered("weight_ih" + suffix))),
                stack(suffixes.Select(suffix => Reordered("weight_hh" + suffix))),
                stack(suffixes.Select(suffix => cat([Reordered("bias_ih" + suffix), Reordered("bias_hh" + suffix)], 0))),
                null,
                .. states,
            ],
            settings);
    }
}
