using ModelZoo;
using QuantGen.PowerOfTwo;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.PowerOfTwo;

/// <summary>Equalization and merging on the zoo's networks and blocks, whose structure nobody tells them.</summary>
public sealed class PreparationTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, int> Networks => new()
    {
        // Blocks of MobileNetV2 that expand: two pairs each; the first block, and the last layers, one each. ReLU6 allows none but the linear ones.
        { "block", 2 },
        { "block_relu6", 0 },
        { "resnet20", 9 },
        { "mobilenet_v2_lite", 36 },
    };

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Networks))]
    public void EqualizationFindsThePairsAndChangesNoBit(string name, int atLeast)
    {
        using var network = Create(name);
        var probe = Draw(2, name.StartsWith("block", StringComparison.Ordinal) ? 8 : 3, 32, 32);
        var expected = Bytes(network.call(probe));
        var result = CrossLayerEqualization.Apply(network, probe, new EqualizationOptions { Rounds = 3 });
        Assert.True(result.Pairs.Count >= atLeast, $"{result.Pairs.Count} pairs: {string.Join(", ", result.Pairs.Select(static pair => pair.Pair))}");
        Assert.Equal(0, result.Difference);
        Assert.Equal(expected, Bytes(network.call(probe)));
        var other = Draw(1, (int)probe.shape[1], 32, 32);
        using var again = Create(name);
        Assert.Equal(Bytes(again.call(other)), Bytes(network.call(other)));
    }

    [Theory]
    [InlineData("block", 3)]
    [InlineData("resnet20", 21)]
    [InlineData("mobilenet_v2_lite", 52)]
    public void EveryBatchNormMerges(string name, int count)
    {
        using var network = Create(name);
        var probe = Draw(2, name == "block" ? 8 : 3, 32, 32);
        var expected = network.call(probe);
        var merged = BatchNormMerge.Apply(network, probe);
        Assert.Equal(count, merged.Count);
        var difference = (network.call(probe) - expected).abs().max().item<float>() / expected.abs().max().item<float>();
        Assert.InRange(difference, 0, (float)BatchNormMerge.Tolerance);
    }

    private static Module<Tensor, Tensor> Create(string name)
    {
        Module<Tensor, Tensor> network = name switch
        {
            "block" => new InvertedResidual(8, 8, 1, 6, static () => ReLU()),
            "block_relu6" => new InvertedResidual(8, 8, 1, 6),
            _ => Models.Create(name, 10),
        };
        var random = new Random(11);
        using var noGradient = no_grad();
        foreach (var (_, parameter) in network.named_parameters())
        {
            var fanIn = parameter.dim() < 2 ? parameter.numel() : parameter.numel() / parameter.size(0);
            parameter.copy_(Draw(random, parameter.shape) * Math.Sqrt(3.0 / fanIn));
        }

        foreach (var module in network.modules())
        {
            if (module is BatchNorm norm)
            {
                norm.running_mean!.copy_(Draw(random, [norm.num_features]) * 0.1f);
                norm.running_var!.copy_(Draw(random, [norm.num_features]).abs() + 0.5f);
                norm.weight.copy_(Draw(random, [norm.num_features]).abs() + 0.5f);
                norm.bias!.copy_(Draw(random, [norm.num_features]));
            }
        }

        network.eval();
        return network;
    }

    private static Tensor Draw(params int[] shape) => Draw(new Random(3), [.. shape.Select(static extent => (long)extent)]);

    // Numbers from -1 to 1.
    private static Tensor Draw(Random random, long[] shape)
    {
        var count = shape.Aggregate(1L, static (count, extent) => count * extent);
        return tensor([.. Enumerable.Range(0, (int)count).Select(_ => (2 * random.NextSingle()) - 1)], shape);
    }

    private static string Bytes(Tensor tensor) => Convert.ToHexString(tensor.detach().contiguous().bytes);
}
