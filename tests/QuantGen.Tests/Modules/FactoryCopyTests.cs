using QuantGen.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>The way that layers without a line of their own in <see cref="LayerCopy"/> go.</summary>
public sealed class FactoryCopyTests
{
    public static TheoryData<Module> Shown =>
    [
        GELU(), GELU(true), Mish(true), ReLU6(true), Hardtanh(-3, 4, true), Softplus(2, 3), Softmax(-1),
        Dropout(0.25, true), Unflatten(1, [2, 3]), MaxPool1d(3, 2, 1, 1, true), MaxPool2d([3, 2], [2, 1], [1, 0], [1, 1], true),
        AdaptiveMaxPool2d([2, 5]), PixelShuffle(3), Identity(),
    ];

    [Theory]
    [MemberData(nameof(Shown), DisableDiscoveryEnumeration = true)]
    public void WhatALayerShowsMakesItsCopy(Module layer)
    {
        using var copy = FactoryCopy.Of(layer);

        Assert.NotNull(copy);
        Assert.NotSame(layer, copy);
        Assert.IsType(layer.GetType(), copy);
        foreach (var property in layer.GetType().GetProperties().Where(property => property.DeclaringType == layer.GetType()))
        {
            Assert.Equal(property.GetValue(layer), property.GetValue(copy));
            if (property.GetValue(layer) is Array array)
                Assert.NotSame(array, property.GetValue(copy));
        }
    }

    [Fact]
    public void WhatALayerHidesMakesNone()
    {
        using var scope = NewDisposeScope();
        Assert.Null(FactoryCopy.Of(LSTM(2, 2)));
        Assert.Null(FactoryCopy.Of(MultiheadAttention(2, 1)));
        Assert.Null(FactoryCopy.Of(Conv2d(1, 1, 1)));
        Assert.Null(FactoryCopy.Of(new UserBlocks.PlainBlock()));
    }
}
