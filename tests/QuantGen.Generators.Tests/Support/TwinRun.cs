using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using QuantGen.Calibration;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Support;

/// <summary>Runs twins, compiled in memory, beside their models.</summary>
internal static class TwinRun
{
    /// <summary>Loads what a run of the generator compiled.</summary>
    public static Assembly Load(this Generation run)
    {
        using var image = new MemoryStream();
        var output = run.Output;
        var result = output.WithOptions(output.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Default)).Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        image.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(image);
    }

    /// <summary>An instance of a model class, the same at every call.</summary>
    public static nn.Module<Tensor, Tensor> Create(this Assembly assembly, string name, params object?[] arguments)
    {
        const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        var model = (nn.Module<Tensor, Tensor>)Activator.CreateInstance(assembly.GetType(name, throwOnError: true)!, Any, binder: null, arguments, culture: null)!;

        // Numbers of their own: torch has one source for the whole process, and tests run side by side.
        var random = new Random(1);
        using var noGradient = no_grad();
        foreach (var (path, parameter) in model.named_parameters())
        {
            var isWeight = parameter.dim() > 1;
            if (!isWeight && !path.EndsWith("bias", StringComparison.Ordinal))
                continue;

            var bound = isWeight ? MathF.Sqrt((float)parameter.size(0) / parameter.numel()) : 0.1f;
            using var values = tensor([.. Enumerable.Range(0, (int)parameter.numel()).Select(_ => bound * ((2 * random.NextSingle()) - 1))], parameter.shape);
            parameter.copy_(values);
        }

        return model;
    }

    /// <summary>Numbers of a normal distribution, the same at every call.</summary>
    public static Tensor Draw(params long[] shape)
    {
        var random = new Random(2);
        return tensor([.. Enumerable.Range(0, (int)shape.Aggregate(1L, static (count, extent) => count * extent)).Select(_ => Normal(random))], shape);
    }

    // Box and Muller.
    private static float Normal(Random random) => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));

    /// <summary>The twin of a model.</summary>
    public static nn.Module<Tensor, Tensor> Twin(this nn.Module model, QuantizationOptions? options = null) =>
        (nn.Module<Tensor, Tensor>)((IQuantizable)model).ToQuantized(options);

    /// <summary>Fails unless the twin gives what the model gives while its quantizers hand everything through.</summary>
    public static void AssertSameWithQuantizersOff(nn.Module<Tensor, Tensor> model, long[] shape, double tolerance = 1e-5)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();

        model.eval();
        var twin = model.Twin();
        foreach (var (_, quantizer) in twin.Quantizers())
        {
            quantizer.Enabled = false;

            // Off it hands its input through; times one it makes a new tensor, as it does when it is on.
            quantizer.PreQuantScale = ones(1);
        }

        var input = Draw(shape);
        var expected = model.call(input.clone());
        var actual = twin.call(input.clone());
        Assert.True(allclose(actual, expected, rtol: tolerance, atol: tolerance, equal_nan: true), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
    }

    /// <summary>Gives every quantizer of a twin a range, fails if one is not reached, and gives the twin's quantized output.</summary>
    public static Tensor Calibrated(nn.Module<Tensor, Tensor> twin, Tensor input)
    {
        using var noGradient = no_grad();
        twin.eval();
        using (var calibrator = new Calibrator(twin))
        {
            calibrator.Collect([input]);
            Assert.Empty(calibrator.Compute(CalibrationMethod.Max).Unreached);
        }

        return twin.call(input);
    }
}
