using QuantGen.Graph;
using QuantGen.Tests.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Graph.Layers;

public sealed class FloatLayerTests
{
    public static TheoryData<string> Weighted => LayerCases.Names;

    public static TheoryData<string> Others => FloatLayerCases.Names;

    [Theory]
    [MemberData(nameof(Weighted))]
    public void AWeightedLayerAndItsGraphAreTheSame(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = LayerCases.Make(name);

        TracedLayers.AssertSame(layer, input);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void ALayerAndItsGraphAreTheSame(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input, tolerance) = FloatLayerCases.Make(name);

        TracedLayers.AssertSame(layer, input, tolerance);
    }

    [Fact]
    public void ATransposedConvolutionCanBeAskedForASize()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = (ConvTranspose2d(3, 4, 3, stride: 2), randn(2, 3, 5, 5));

        TracedLayers.AssertSame([layer.forward(input, [12, 11])], TracedLayers.Run(new Delegating(layer, x => LayerTracing.Trace(layer, x, [12, 11])), input));
    }

    [Fact]
    public void ATableIsLookedUp()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = (Embedding(11, 5, padding_idx: 3), tensor(new long[] { 3, 0, 10, 10, 7, 1 }, 2, 3));

        TracedLayers.AssertSame([layer.call(input)], TracedLayers.Run(layer, input));
    }

    [Fact]
    public void ATableWhoseRowsAreCutWhenTheyAreLookedUpIsCutInTheGraphAndStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = (Embedding(11, 5, max_norm: 1.5, norm_type: 1), tensor(new long[] { 3, 0, 10, 10, 7, 1 }, 2, 3));
        var table = layer.weight!.detach().clone();

        var traced = TracedLayers.Run(layer, input);

        Assert.Equal(Tensors.Floats(table), Tensors.Floats(layer.weight));
        TracedLayers.AssertSame([layer.call(input)], traced);
    }

    [Fact]
    public void TheTanhFormOfGeluIsKnown()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);

        TracedLayers.AssertSame(GELU(TorchSharp.Modules.GELU.Approximate.tanh), randn(3, 50));
    }

    [Fact]
    public void TwoInputsAreMultipliedWithAWeight()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, left, right) = (Bilinear(3, 4, 5), randn(7, 3), randn(7, 4));

        TracedLayers.AssertSame([layer.call(left, right)], TracedLayers.Run(layer, left, right), tolerance: 1e-6);
    }

    [Fact]
    public void WhatALayerInPlaceChangesIsChangedForAllWhoReadIt()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (relu, input) = (ReLU(inplace: true), randn(3, 5));
        var model = new Delegating(relu, x =>
        {
            var y = x + 1f;
            _ = LayerTracing.Trace(relu, y);
            return y;
        });

        TracedLayers.AssertSame([(input + 1).relu()], TracedLayers.Run(model, input));
    }

    [Fact]
    public void ALayerOnNumbersThatDependOnNoInputIsComputedAtOnce()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (positions, input) = (Embedding(5, 4), randn(2, 5, 4));
        var model = new Delegating(positions, x => x + LayerTracing.Trace(positions, arange(5)));

        using var graph = TracedLayers.Graph(model, input);

        Assert.Equal(["Add"], graph.Nodes.Select(static node => node.Operation));
        TracedLayers.AssertSame([input + positions.call(arange(5))], new GraphInterpreter(graph).Run(input));
    }

    [Fact]
    public void AnElementOfASequentialIsALayer()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layers, input) = (Sequential(Linear(3, 4), Tanh()), randn(2, 3));
        var model = new Delegating(layers, x => layers[1].Trace(layers[0].Trace(x)));

        TracedLayers.AssertSame([layers.call(input)], TracedLayers.Run(model, input));
    }

    [Fact]
    public void AttentionOverOneSequence()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var (layer, input) = (FloatLayerCases.Drawn(MultiheadAttention(12, 3, dropout: 0.2)), randn(5, 2, 12));
        var model = new Delegating(layer, x => LayerTracing.Trace(layer, x, x, x).Item1);

        var traced = TracedLayers.Run(model, input);
        layer.eval();

        TracedLayers.AssertSame([layer.call(input, input, input).Item1], traced, tolerance: 1e-5);
    }

    [Theory]
    [InlineData(1, false, false, true)]
    [InlineData(2, true, false, true)]
    [InlineData(4, false, true, false)]
    [InlineData(6, true, true, true)]
    public void AttentionOverTwoSequences(long heads, bool addsBias, bool addsZero, bool hasBias)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(heads);
        var layer = FloatLayerCases.Drawn(MultiheadAttention(12, heads, bias: hasBias, add_bias_kv: addsBias, add_zero_attn: addsZero, kdim: 7, vdim: 5));
        var (query, key, value) = (randn(5, 2, 12), randn(4, 2, 7), randn(4, 2, 5));

        var traced = TracedLayers.Run(layer, query, key, value);
        layer.eval();
        var (values, weights) = layer.call(query, key, value);

        TracedLayers.AssertSame([values, weights], traced, tolerance: 1e-5);
    }

    [Fact]
    public void AttentionWithMasks()
    {
        using var scope = NewDisposeScope();
        random.manual_seed(1);
        var layer = FloatLayerCases.Drawn(MultiheadAttention(12, 3, add_zero_attn: true));
        var (query, mask) = (randn(4, 2, 12), randn(4, 4));
        var leftOut = tensor(new[] { false, false, true, false, false, true, false, true }, 2, 4);
        var model = new Delegating(layer, x => LayerTracing.Trace(layer, x, x, x, key_padding_mask: leftOut, attn_mask: mask).Item1);

        var traced = TracedLayers.Run(model, query);
        layer.eval();

        TracedLayers.AssertSame([layer.call(query, query, query, leftOut, true, mask).Item1], traced, tolerance: 1e-5);
    }
}
