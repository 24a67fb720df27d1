using System.Reflection;
using System.Runtime.CompilerServices;
using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using QuantGen.Testing.Snapshots;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Generators.Tests.Fusing;

/// <summary>Twins that compute activations and sums in one pass with quantizers.</summary>
public sealed class FusedTwinTests
{
    private const string Fused = "[assembly: QuantGen.Quantize(Fuse = true)]\n";

    private static readonly long[] _picture = [2, 8, 6, 6];

    private static readonly string[] _inputs = ["BasicBlock", "Bottleneck", "InvertedResidual", "LineByLine", "ReusedConvolution", "HelperMethods"];

    private static readonly Dictionary<string, object?[]> _models = new(StringComparer.Ordinal)
    {
        ["Samples.BasicBlock"] = [8L, 8L, 1L, null],
        ["Samples.Bottleneck"] = [8L, 2L, 1L, null],
        ["Samples.InvertedResidual"] = [8L, 8L, 1L, 2L],
        ["Samples.LineByLine"] = [8L],
        ["Samples.ReusedConvolution"] = [8L],
        ["Samples.HelperMethods"] = [8L, true, true],
    };

    private static readonly Assembly _separate = Generation.Run([.. _inputs.Select(Generation.Source)]).AssertCompiles().Load();
    private static readonly Assembly _fused = Generation.Run([Fused, .. _inputs.Select(Generation.Source)]).AssertCompiles().Load();

    public static TheoryData<string> Models => [.. _models.Keys];

    [Fact]
    public void FusedBlock() => Verify();

    [Fact]
    public void FusedSumsAndActivationsOfABlock()
    {
        var source = Source("FusedBlock");
        AssertSame(
            Generation.Run(source.Replace("PerChannel, Fuse = true", "PerChannel", StringComparison.Ordinal)).AssertCompiles().Load(),
            Generation.Run(source).AssertCompiles().Load(),
            "Samples.FusedBlock",
            [8L]);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void ValuesAndGradientsAreThoseOfTheSeparateCalls(string model) => AssertSame(_separate, _fused, model, _models[model]);

    [Fact]
    public void OtherTargetsFuseNothing()
    {
        var text = Text(Generation.Run("[assembly: QuantGen.Quantize(Fuse = true, Target = QuantGen.QuantizationTarget.OnnxRuntime)]", Generation.Source("Bottleneck")));

        Assert.DoesNotContain("Fuse", text, StringComparison.Ordinal);
        Assert.Contains("relu.call(", text, StringComparison.Ordinal);
    }

    [Fact]
    public void CommentBetweenOperandsIsKept()
    {
        var source = Generation.Source("BasicBlock").Replace("output += identity;", "output = output /* main */ + identity;", StringComparison.Ordinal);

        Assert.Contains("output /* main */ + residual_quantizer.call(identity)", Text(Generation.Run(Fused, source).AssertCompiles()), StringComparison.Ordinal);
    }

    [Fact]
    public void NestedSumsOpenAndCloseInOrder()
    {
        var source = Generation.Source("BasicBlock").Replace(
            "output += identity;", "output = output + bn2.call(conv2.call(x)) + identity;", StringComparison.Ordinal);

        Assert.Contains(
            "output = residual_quantizer_2.AddTo(residual_quantizer.AddTo(output, conv2.call(x, conv2_input_quantizer_2)), identity, relu2);",
            Text(Generation.Run(Fused, source).AssertCompiles()),
            StringComparison.Ordinal);
    }

    private static void AssertSame(Assembly separate, Assembly fused, string model, object?[] arguments)
    {
        using var scope = NewDisposeScope();
        var input = TwinRun.Draw(_picture);
        var (expected, expectedGradients) = Step(separate.Create(model, arguments).Twin(), input);
        var (actual, gradients) = Step(fused.Create(model, arguments).Twin(), input);

        Assert.True(expected.equal(actual).all().item<bool>(), $"They differ by up to {(actual - expected).abs().max().item<float>()}.");
        Assert.Equal(expectedGradients.Keys, gradients.Keys);
        foreach (var (name, gradient) in expectedGradients)
            Assert.True(gradient.equal(gradients[name]).all().item<bool>(), $"The gradients of {name} differ by up to {(gradient - gradients[name]).abs().max().item<float>()}.");
    }

    /// <summary>One step of training with ranges that clip some values: what the twin returns, and all gradients.</summary>
    private static (Tensor Output, Dictionary<string, Tensor> Gradients) Step(nn.Module<Tensor, Tensor> twin, Tensor input)
    {
        TwinRun.Calibrated(twin, input);
        foreach (var (_, quantizer) in twin.Quantizers())
        {
            using var noGradient = no_grad();
            quantizer.Amax!.mul_(0.7);
        }

        twin.train();
        var source = input.clone().requires_grad_();
        var output = twin.call(source);
        (output * output).sum().backward();
        var gradients = twin.named_parameters()
            .Where(static named => named.parameter.grad is not null)
            .ToDictionary(static named => named.name, static named => named.parameter.grad!, StringComparer.Ordinal);
        gradients.Add("input", source.grad!);
        return (output, gradients);
    }

    private static string Text(Generation run) => string.Concat(run.Files.Select(static file => file.Text));

    private static string Source(string name) =>
        File.ReadAllText(RepositoryRoot.Combine("tests", "QuantGen.Generators.Tests", "Fusing", "Inputs", name + ".cs"));

    private static void Verify([CallerMemberName] string test = "") =>
        Snapshot.Verify(Generation.Run(Source(test)).AssertCompiles().Files, test: test);
}
