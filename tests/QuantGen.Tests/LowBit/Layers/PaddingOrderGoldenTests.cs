using System.Text.Json;
using QuantGen.LowBit;
using QuantGen.Testing;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Layers;

/// <summary>The vectors of tests/golden/qat/padding_order.json, or those of that name in the folder that <see cref="GoldenVectors.FolderVariable"/> names.</summary>
public sealed class PaddingOrderGoldenTests
{
    private const double Tolerance = 2e-5;

    private static readonly string Folder = Environment.GetEnvironmentVariable(GoldenVectors.FolderVariable) is { Length: > 0 } folder
        ? folder
        : RepositoryRoot.Combine("tests", "golden", "qat");

    [GoldenFileFact]
    public void ConvolutionsPadBeforeOrAfterQuantization()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var document = JsonDocument.Parse(File.ReadAllBytes(GoldenFileFactAttribute.Path));
        var cases = document.RootElement.GetProperty("cases");
        Assert.NotEqual(0, cases.GetArrayLength());
        foreach (var vector in cases.EnumerateArray())
        {
            var weight = Values(vector.GetProperty("weight"));
            var (padding, stride) = (vector.GetProperty("padding").GetInt64(), vector.GetProperty("stride").GetInt64());
            var layer = nn.Conv2d(weight.size(1), weight.size(0), weight.size(2), stride: stride, padding: padding, bias: false);
            layer.weight.copy_(weight);
            var quantized = new LowBitConv2d(layer, OptionsOf(vector));
            quantized.eval();

            var (expected, actual) = (Values(vector.GetProperty("expected")), quantized.call(Values(vector.GetProperty("x"))));
            Assert.True(actual.allclose(expected, rtol: Tolerance, atol: Tolerance), $"{vector.GetProperty("algorithm")} differs by {(actual - expected).abs().max().item<float>()}.");
        }
    }

    private static LowBitOptions OptionsOf(JsonElement vector)
    {
        var algorithm = vector.GetProperty("algorithm").GetString() switch
        {
            "xnor" => LowBitAlgorithm.Xnor,
            "lsq_fullrange" => LowBitAlgorithm.Lsq,
            var other => throw new InvalidDataException($"The vectors have an algorithm '{other}' that this test does not know."),
        };
        var side = new LowBitSide { Algorithm = algorithm, Levels = 1 << vector.GetProperty("bits").GetInt32() };
        if (algorithm == LowBitAlgorithm.Lsq)
            side = side with { Groups = 1, Start = LowBitStart.Fixed, Bound = vector.GetProperty("clip_val").GetDouble() };

        var input = algorithm == LowBitAlgorithm.Lsq ? side with { HalfRange = false } : side;
        return new LowBitOptions { Weights = side, Activations = input, PadAfterQuantization = vector.GetProperty("padding_after_quant").GetBoolean() };
    }

    private static Tensor Values(JsonElement json) => tensor(
        [.. json.GetProperty("data").EnumerateArray().Select(static value => (float)value.GetDouble())],
        [.. json.GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())]);

    private sealed class GoldenFileFactAttribute : FactAttribute
    {
        public GoldenFileFactAttribute()
        {
            if (!File.Exists(Path))
                Skip = $"There is no '{Path}'.";
        }

        public static string Path { get; } = System.IO.Path.Combine(Folder, "padding_order.json");
    }
}
