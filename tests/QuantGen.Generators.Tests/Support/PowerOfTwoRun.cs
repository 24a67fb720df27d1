using QuantGen.PowerOfTwo;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Support;

/// <summary>Runs twins for fixed-point hardware beside their models.</summary>
internal static class PowerOfTwoRun
{
    /// <summary>The paths of a twin's clips, in the order of registration.</summary>
    public static IReadOnlyList<string> Clips(this nn.Module twin) =>
        [.. twin.named_modules().Where(static part => part.module is Pact2).Select(static part => part.name)];

    /// <summary>Fails unless the twin gives what the model gives while nothing is quantized.</summary>
    public static void AssertSameWithEverythingOff(nn.Module<Tensor, Tensor> model, long[] shape, double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        model.eval();
        var twin = model.Twin();
        Switch(twin, isOn: false);
        var input = TwinRun.Draw(shape);
        var expected = model.call(input.clone());
        var actual = twin.call(input.clone());
        Assert.True(allclose(actual, expected, rtol: tolerance, atol: tolerance, equal_nan: true), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
    }

    /// <summary>Collects ranges from an input, fails if a clip is not reached, and gives the twin's quantized output.</summary>
    public static Tensor Calibrated(nn.Module<Tensor, Tensor> twin, Tensor input)
    {
        using var noGradient = no_grad();
        twin.eval();
        foreach (var clip in twin.modules().OfType<Pact2>())
            clip.train();
        twin.call(input.clone());
        twin.eval();
        Assert.Empty(twin.named_modules().Where(static part => part.module is Pact2 { IsCalibrated: false }).Select(static part => part.name));
        return twin.call(input.clone());
    }

    private static void Switch(nn.Module twin, bool isOn)
    {
        foreach (var part in twin.modules())
        {
            if (part is Pact2 clip)
                clip.Enabled = isOn;
            else if (part is PowerOfTwoLayer layer)
                layer.Enabled = isOn;
        }
    }
}
