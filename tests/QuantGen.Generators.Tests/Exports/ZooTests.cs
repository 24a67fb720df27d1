using QuantGen.Generators.Tests.Support;
using QuantGen.Testing;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Generators.Tests.Exports;

/// <summary>The models of the zoo, as if the assembly asked for the export of all.</summary>
public sealed class ZooTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("")]
    [InlineData("[assembly: QuantGen.Quantize(Target = QuantGen.QuantizationTarget.OnnxRuntime)]")]
    [InlineData("[assembly: QuantGen.Quantize(QuantGen.Granularity.PerTensor, Target = QuantGen.QuantizationTarget.PowerOfTwo)]")]
    [InlineData("[assembly: QuantGen.Quantize(Fuse = true)]")]
    public void EveryModelHasASymbolicForward(string options)
    {
        var files = Directory.GetFiles(RepositoryRoot.Combine("samples", "ModelZoo"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static file => File.ReadAllText(file).Replace("nameof(MnasBlock<>)", "\"MnasBlock\"", StringComparison.Ordinal));
        const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.IO;";
        var run = Generation.Run([Usings, options, .. files]);
        Assert.Empty(run.Input.ExportProblems());
        output.WriteLine($"{run.Files.Count(static file => !file.HintName.Contains("Trace", StringComparison.Ordinal))} twins, {run.Traces().Count()} symbolic forwards");
        run.AssertCompiles();
    }
}
