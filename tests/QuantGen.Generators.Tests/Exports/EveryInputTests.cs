using QuantGen.Generators.Tests.Support;
using Xunit;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>Whatever has a twin in these tests has a symbolic forward that compiles, for each target, or says why not.</summary>
public sealed class EveryInputTests
{
    private static readonly string[] _all = [.. Exported.Inputs];

    private static readonly Dictionary<string, string> _others = new(StringComparer.Ordinal)
    {
        ["ResNet"] = "Inputs/BasicBlock.cs",
        ["MobileNetV2"] = "Inputs/InvertedResidual.cs",
    };

    private static readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal)
    {
        ["SharedHelper"] = "ValueRead: x.mean().item<float>()",
    };

    public static TheoryData<string> Inputs => [.. _all];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TraceCompiles(string input) => Run(input, "");

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TraceForOnnxRuntimeCompiles(string input) => Run(input, "[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]");

    [Theory]
    [MemberData(nameof(Inputs))]
    public void TraceForFixedPointCompiles(string input) => Run(input, "[assembly: QuantGen.Quantize(QuantGen.Granularity.PerTensor, Target = QuantGen.QuantizationTarget.PowerOfTwo)]");

    [Theory]
    [MemberData(nameof(Inputs))]
    public void FusedTraceCompiles(string input) => Run(input, "[assembly: QuantGen.Quantize(Fuse = true)]");

    private static void Run(string input, string options)
    {
        var others = _others.TryGetValue(Path.GetFileNameWithoutExtension(input), out var other) ? [Exported.Source(other)] : (string[])[];
        var run = Generation.Run([options, Exported.Source(input), .. others]);
        run.AssertCompiles();

        var problems = run.Input.ExportProblems().Select(static problem => $"{problem.Kind}: {problem.Text()}").Distinct(StringComparer.Ordinal);
        Assert.Equal(_problems.TryGetValue(Path.GetFileNameWithoutExtension(input), out var known) ? [known] : [], problems);
    }
}
