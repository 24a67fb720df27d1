using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement;

/// <summary>The checks of one placement: the twin's text, its quantizers, and that it computes what its model does.</summary>
internal static class Placed
{
    /// <summary>The text of a model of these tests, for a target.</summary>
    /// <param name="model">A file in the folder Inputs.</param>
    /// <param name="target">The member of <see cref="QuantizationTarget"/>.</param>
    public static string Source(string model, QuantizationTarget target = QuantizationTarget.TensorRT)
    {
        var text = File.ReadAllText(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Placement", "Inputs", model + ".cs"));
        return target == QuantizationTarget.TensorRT ? text : text.Replace("[Quantize]", $"[Quantize(Target = QuantizationTarget.{target})]", StringComparison.Ordinal);
    }

    /// <summary>Compares the twin with its snapshot, counts its quantizers, runs it with them off and with them calibrated.</summary>
    /// <param name="model">A file in the folder Inputs.</param>
    /// <param name="quantizers">The names of the twin's quantizers, in order, those of its layers included.</param>
    /// <param name="arguments">The constructor's.</param>
    /// <param name="shape">Of the input.</param>
    /// <param name="target">What the twin is for.</param>
    /// <param name="test">The test.</param>
    /// <param name="file">Its file.</param>
    public static void Verify(
        string model,
        string quantizers,
        object?[] arguments,
        long[] shape,
        QuantizationTarget target = QuantizationTarget.TensorRT,
        [CallerMemberName] string test = "",
        [CallerFilePath] string file = "")
    {
        var run = Generation.Run(Source(model, target)).AssertCompiles();
        Snapshot.Verify(run.Files, test: test, source: file);

        using var scope = NewDisposeScope();
        var instance = run.Load().Create("Samples." + model, arguments);
        TwinRun.AssertSameWithQuantizersOff(instance, shape);

        var twin = instance.Twin();
        Assert.Equal(quantizers.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), twin.Quantizers().Select(static quantizer => quantizer.Name));
        var input = TwinRun.Draw(shape);
        var expected = instance.call(input.clone());
        var noise = (TwinRun.Calibrated(twin, input) - expected).pow(2).mean().item<float>() / expected.pow(2).mean().item<float>();
        Assert.InRange(noise, 1e-9f, 0.01f);
    }
}
