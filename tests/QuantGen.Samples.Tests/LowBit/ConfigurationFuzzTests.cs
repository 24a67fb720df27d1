using ImageClassification.LowBit;
using ImageClassification.LowBit.Configuration;
using QuantGen.Testing.Fuzzing;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Samples.Tests.LowBit;

/// <summary>Damaged configurations: each is read, or refused with its line and column.</summary>
public sealed class ConfigurationFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Seeds =
    [
        LowBitConfiguration.All.Dump(new LowBitSettings()),
        """
        { // two bits
          "model": "resnet20", "seeds": [1, 2, 3], "weights": "float-{seed}.dat",
          "quantization": { "weights": { "algorithm": "lsq", "levels": 4 }, "activations": { "algorithm": "pact", "bound": 8.0 }, "policy": null },
          "training": { "epochs": 40, "learningRate": 1e-2, "mixup": 0.7, "optimizer": "adamW" },
          "schedule": { "kind": "multiStep", "steps": [10, 20], "factor": 0.2 }
        }
        """,
        """{"training":{"batchSize":128},"results":"r.jsonl"}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ",", "\"", "null", "true", "false", "-1", "0", "1e999", "99999999999999999999", "0.5", "\"\\ud800\"", "\"\\u0000\"", "//", "/*", "*/", "\"training\":", "\"epochs\":", "\"epochs\": 3,",
        "\"levels\": 1", "\"lsq\"", "\"LSQ\"", "\"quantization\": {", "\"schedule\": {}", "\"seeds\": []", "\"seeds\": [1,1]", "{\"a\":{\"a\":{\"a\":", "[[[[[[[[", "\"model\": \"resnet19\"", "\n", "\"x\": 1,", "\"kind\": 3",
    ];

    [Fact]
    public void DamagedConfigurationsAreReadOrRefusedAtTheirPlace()
    {
        var texts = new FuzzedTexts(Seeds, Pieces);
        texts.Run(
            static text => Check(LowBitConfiguration.All.Apply(new LowBitSettings(), ConfigReader.Read(text, "c"), "c")),
            static error => error is ConfigurationException { Place: { } place } refusal ? (refusal.Message, place.Line, place.Column) : null);

        output.WriteLine(texts.Summary);
        Assert.True(texts.Faults.Count == 0, string.Join('\n', texts.Faults.Take(20)));
        Assert.True(texts.Read > texts.Count / 100, texts.Summary);
        Assert.True(texts.Refused > texts.Count / 3, texts.Summary);
    }

    // What was read can be written, and read again, with the same meaning.
    private static string? Check(LowBitSettings settings)
    {
        var dump = LowBitConfiguration.All.Dump(settings);
        var again = LowBitConfiguration.All.Apply(new LowBitSettings(), ConfigReader.Read(System.Text.Encoding.UTF8.GetBytes(dump), "d"), "d");
        return LowBitConfiguration.All.Dump(again) == dump ? null : "what is dumped reads as something else";
    }
}
