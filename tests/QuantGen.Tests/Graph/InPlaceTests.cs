using QuantGen.Graph;
using QuantGen.Tests.Graph.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Graph;

/// <summary>Operations in place: every name of a value sees the change, and what shared memory with it is not read any more.</summary>
public sealed class InPlaceTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _input = new Sample([2, 4]).Draw(1);

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void AnotherNameSeesTheChange() => AreEqual(
        static x =>
        {
            var y = x + 1;
            var z = y;
            y.relu_().mul_(2);
            return z;
        },
        static x => ((x + 1).relu() * 2));

    [Fact]
    public void ACopyDoesNot() => AreEqual(
        static x =>
        {
            var y = x.clone();
            x.relu_();
            return y - x;
        },
        static x => x - x.relu());

    [Fact]
    public void TheResultOfAViewMayBeChangedWhereItIsReadAlone() => AreEqual(static x => x.view(4, 2).relu_(), static x => x.view(4, 2).relu());

    [Fact]
    public void WhatAViewIsOfMustNotBeReadAfterwards()
    {
        var error = Assert.Throws<GraphException>(() => TracedFunction.Graph(
            static x =>
            {
                var y = x + 1;
                y[.., 0].relu_();
                return y;
            },
            2,
            4));
        Assert.Equal("/Add_output_0 is read after something that shares memory with it was changed in place: graphs have no memory to share; call clone() before the change.", error.Message);
    }

    [Fact]
    public void WhatMayBeACopyMustNotBeReadAfterAChangeEither() => Assert.Throws<GraphException>(() => TracedFunction.Graph(
        static x =>
        {
            var y = x.t();
            var z = y.contiguous();
            y.add_(1);
            return z;
        },
        2,
        4));

    [Fact]
    public void ZerosAreZerosWhateverWasThere()
    {
        using var graph = TracedFunction.Graph(static x => x.zero_(), 2);
        Assert.Equal([0f, 0], Tensors.Floats(new GraphInterpreter(graph).Run(tensor([float.NaN, float.PositiveInfinity]))[0]));
    }

    [Fact]
    public void AViewMustNotBeReadAfterAChangeOfWhatItIsOf() => Assert.Throws<GraphException>(() => TracedFunction.Graph(
        static x =>
        {
            var y = x.flatten();
            x.add_(1);
            return y;
        },
        2,
        4));

    [Fact]
    public void AConstantMayBeChangedToo() => AreEqual(
        static x =>
        {
            GraphValue sum = zeros(2, 4);
            sum.add_(x).add_(x);
            return sum;
        },
        static x => x + x);

    [Fact]
    public void AShapeCannotGrowInPlace()
    {
        var error = Assert.Throws<GraphException>(() => TracedFunction.Graph(static x => x.add_(ones(3, 1, 1)), 2, 4));
        Assert.Equal("An operation in place cannot turn Float32[2, 4] into Float32[3, 2, 4].", error.Message);
    }

    private void AreEqual(Func<GraphValue, GraphValue> trace, Func<Tensor, Tensor> expected)
    {
        using var graph = TracedFunction.Graph(trace, _input.shape);
        Same.Bits(expected(_input), new GraphInterpreter(graph).Run(_input)[0]);
    }
}
