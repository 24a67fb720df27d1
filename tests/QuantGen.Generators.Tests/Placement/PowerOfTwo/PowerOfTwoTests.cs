using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.PowerOfTwo;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Placement.PowerOfTwo;

/// <summary>Twins for fixed-point hardware: their text, their clips, and that they compute what their models do.</summary>
public sealed class PowerOfTwoTests
{
    // Weights and activations of power-of-two ranges waste up to a bit each.
    private const float MostNoise = 0.05f;

    private static readonly long[] _picture = [2, 8, 6, 6];

    [Fact]
    public void BasicBlock() => Verify("BasicBlock", "relu relu2 input_quantizer conv2_quantizer", [8L, 8L, 1L, null], "Inputs");

    [Fact]
    public void InvertedResidual() => Verify("InvertedResidual", "input_quantizer add_quantizer conv.2_quantizer conv.0.2 conv.1.2", [8L, 8L, 1L, 2L], "Inputs");

    [Fact]
    public void InceptionBlock() => Verify("InceptionBlock", "relu input_quantizer branch3_quantizer branch1_quantizer pool_quantizer", [8L], "Placement", "Inputs");

    [Fact]
    public void SqueezeExcite() => Verify("SqueezeExcite", "relu input_quantizer fc2_quantizer mul_quantizer", [8L], "Placement", "Inputs");

    [Fact]
    public void FunctionalReLU() => Verify("FunctionalReLU", "input_quantizer relu_quantizer relu_quantizer_2 add_quantizer relu_quantizer_3 add_quantizer_2 relu6_quantizer", [8L]);

    [Fact]
    public void SequentialFields() => Verify("SequentialFields", "relu input_quantizer add_quantizer features.act branch.0_quantizer classifier.2_quantizer", [8L]);

    [Fact]
    public void EarlyReturn() => Verify("EarlyReturn", "input_quantizer conv1_quantizer conv2_quantizer add_quantizer", [8L, true]);

    [Fact]
    public void ReusedReLU() => Verify("ReusedReLU", "relu input_quantizer relu_2 relu_3", [8L]);

    [Fact]
    public void Marked() => Verify("Marked", "afterSilu input_quantizer conv_quantizer mul_quantizer", [8L]);

    [Fact]
    public void SeveralInputs() => Snapshot.Verify(Generation.Run(Source("Placement", "PowerOfTwo", "Inputs", "SeveralInputs")).AssertCompiles().Files);

    [Fact]
    public void WhatFieldsAskForReachesTheirLayersAndClips()
    {
        const string Model = """
            using QuantGen;
            using TorchSharp.Modules;
            using static TorchSharp.torch;
            using static TorchSharp.torch.nn;

            namespace Samples;

            [Quantize(Granularity.Depthwise, Target = QuantizationTarget.PowerOfTwo, BiasMode = BiasMode.Int32)]
            public sealed partial class Mixed : Module<Tensor, Tensor>
            {
                [Quantize(Granularity.PerTensor, WeightBits = 16, BiasMode = BiasMode.ReduceWeightScale)] private readonly Linear stem = Linear(8, 8);
                [Quantize(ActivationBits = 16)] private readonly ReLU relu = ReLU();
                [Quantize(ActivationBits = 16)] private readonly Linear head = Linear(8, 2);

                public Mixed() : base(nameof(Mixed)) => RegisterComponents();

                public override Tensor forward(Tensor x) => head.call(relu.call(stem.call(x)));
            }
            """;
        var run = Generation.Run(Model).AssertCompiles();
        var twin = run.Files.Single().Text;
        foreach (var expected in (string[])
        [
            "new LayerConverter(Granularity.Depthwise, options)",
            "BiasMode = BiasMode.Int32,",
            "this.stem = layers.With(weights: Granularity.PerTensor, weightBits: 16, biasMode: BiasMode.ReduceWeightScale).PowerOfTwo(stem);",
            "this.relu = layers.With(activationBits: 16).Pact2(relu);",
            "head_quantizer = layers.With(activationBits: 16, activationFollows: layers.ActivationFollows).OutputPact2();",
            "Quantizes its weight per channel where depthwise, else per tensor.",
            "forward(Tensor x) => head_quantizer.CallIfPresent(head.call(relu.call(stem.call(input_quantizer.CallIfPresent(x)))));",
        ])
            Assert.Contains(expected, twin, StringComparison.Ordinal);

        using var model = run.Load().Create("Samples.Mixed");
        using var whole = model.Twin();
        using var open = model.Twin(new QuantizationOptions { PowerOfTwo = new PowerOfTwoOptions { QuantizeInput = false, QuantizeOutput = false } });
        Assert.Equal(["relu", "input_quantizer", "head_quantizer"], whole.Clips());
        Assert.Equal(["relu"], open.Clips());
    }

    private static string Source(params string[] path) =>
        File.ReadAllText(RepositoryRoot.Combine(["tests", "QuantGen.Generators.Tests", .. path]) + ".cs")
            .Replace("[Quantize]", "[Quantize(Target = QuantizationTarget.PowerOfTwo)]", StringComparison.Ordinal)
            .Replace("[Quantize(PerChannel)]", "[Quantize(Target = QuantizationTarget.PowerOfTwo)]", StringComparison.Ordinal);

    private static void Verify(string model, string clips, object?[] arguments, params string[] folder) => Verify(model, clips, arguments, folder, test: model);

    private static void Verify(string model, string clips, object?[] arguments, string[] folder, string test, [CallerFilePath] string file = "")
    {
        var run = Generation.Run(Source([.. folder.Length == 0 ? ["Placement", "PowerOfTwo", "Inputs"] : folder, model])).AssertCompiles();
        Snapshot.Verify(run.Files, test: test, source: file);

        using var scope = NewDisposeScope();
        var instance = run.Load().Create("Samples." + model, arguments);
        PowerOfTwoRun.AssertSameWithEverythingOff(instance, _picture);

        var twin = instance.Twin();
        Assert.Equal(clips.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries), twin.Clips());
        var input = TwinRun.Draw(_picture);
        var expected = instance.call(input.clone());
        var noise = (PowerOfTwoRun.Calibrated(twin, input) - expected).pow(2).mean().item<float>() / expected.pow(2).mean().item<float>();
        Assert.InRange(noise, 1e-9f, MostNoise);
    }
}
