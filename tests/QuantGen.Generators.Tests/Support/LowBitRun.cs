using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Support;

/// <summary>Runs twins that train at few bits beside their models.</summary>
internal static class LowBitRun
{
    /// <summary>What a twin quantizes, in the order of registration: each layer with its algorithms and levels.</summary>
    public static IReadOnlyList<string> Sides(this nn.Module twin) => [.. twin.LowBitLayers().Select(static layer =>
        $"{layer.Name}{(layer.Layer.Enabled ? "" : " off")}: {Text(layer.Layer.WeightQuantizer)}, {Text(layer.Layer.InputQuantizer)}")];

    /// <summary>Fails unless the twin gives what the model gives while nothing is quantized.</summary>
    public static void AssertSameWithEverythingOff(nn.Module<Tensor, Tensor> model, long[] shape)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        model.eval();
        var twin = model.Twin();
        foreach (var (_, quantizer) in twin.LowBitQuantizers())
            quantizer.Enabled = false;

        var input = TwinRun.Draw(shape);
        var expected = model.call(input.clone());
        var actual = twin.call(input.clone());
        Assert.True(actual.eq(expected).all().item<bool>(), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
    }

    /// <summary>Trains a twin on one batch, fails if a parameter gets no gradient, and gives what it returns in evaluation.</summary>
    public static Tensor Trained(nn.Module<Tensor, Tensor> twin, Tensor input)
    {
        twin.train();
        twin.call(input.clone()).pow(2).mean().backward();
        var off = twin.LowBitQuantizers().Where(static named => !named.Quantizer.Enabled).Select(static named => named.Name).ToList();
        Assert.Empty(twin.named_parameters()
            .Where(entry => entry.parameter.grad is null && !off.Exists(name => entry.name.StartsWith(name + '.', StringComparison.Ordinal)))
            .Select(static entry => entry.name));

        twin.eval();
        using var noGradient = no_grad();
        var result = twin.call(input.clone());
        Assert.True(result.isfinite().all().item<bool>());
        return result;
    }

    private static string Text(LowBitQuantizer? quantizer) => quantizer is null ? "float" : $"{quantizer.Side.Algorithm}/{quantizer.Levels}";
}
