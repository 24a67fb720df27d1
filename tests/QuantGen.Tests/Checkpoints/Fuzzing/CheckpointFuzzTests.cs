using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>
/// Damaged files of each format: loading ends in an error of one sentence with the model unchanged, or in a model with other values, never
/// in a crash, and takes no more memory than twice the file's length, a fixed <see cref="LoadFuzz.Allowance"/> and what listing the model's
/// state takes. An ordinary run sees a slice; QUANTGEN_FUZZ_FILES says how many files of each format there are, QUANTGEN_FUZZ_SEED the
/// number of the first.
/// </summary>
public sealed class CheckpointFuzzTests(ITestOutputHelper output)
{
    private const int MostListed = 20;

    [Fact]
    public void DamagedFilesOfPyTorch() => Check(FuzzSeeds.PyTorch());

    [Fact]
    public void DamagedFilesOfSafetensors() => Check(FuzzSeeds.Safetensors());

    [Fact]
    public void DamagedFilesOfTorchSharp() => Check(FuzzSeeds.TorchSharp());

    private void Check(IReadOnlyList<FuzzSeed> seeds)
    {
        var files = Setting("QUANTGEN_FUZZ_FILES", 1000);
        using var fuzz = new LoadFuzz();

        fuzz.Run(seeds, Setting("QUANTGEN_FUZZ_SEED", 1), files);

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{files} files: {fuzz.Refused} refused, {fuzz.Loaded} loaded, {fuzz.Faults.Count} faults; at most {fuzz.MostMemory} bytes " +
                $"beside twice the file's length, {fuzz.Slowest.TotalMilliseconds:F1} ms"));
        Assert.True(fuzz.Faults.Count == 0, string.Join('\n', fuzz.Faults.Take(MostListed)));
        Assert.True(fuzz.Refused > files / 2, "Most files should be damaged beyond use.");
        Assert.True(fuzz.Loaded > 0, "Some files should be damaged in elements alone.");
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
