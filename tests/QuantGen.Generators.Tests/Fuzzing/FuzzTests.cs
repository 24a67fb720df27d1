using System.Globalization;
using QuantGen.Generators.Tests.Fuzzing.Writing;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>
/// Random model files, all of them valid: nothing throws, and each annotated class has either a twin that compiles or an error. An ordinary run
/// sees a slice; <c>./build.sh fuzz</c> sees ten thousand, or as many as it is told.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private delegate IReadOnlyList<FuzzFault> Check(IReadOnlyList<(int Seed, string Text)> files, out FuzzCount classes);

    private const int FilesInACompilation = 50;
    private const int SeedsListed = 10;
    private const int KindsShrunk = 6;

    [Theory]
    [InlineData(QuantizationTarget.TensorRT)]
    [InlineData(QuantizationTarget.PowerOfTwo)]
    [InlineData(QuantizationTarget.LowBit)]
    public void EveryClassHasEitherATwinOrAnError(QuantizationTarget target) => Run(FuzzRun.Check, "twins", target);

    [Theory]
    [InlineData(QuantizationTarget.TensorRT)]
    [InlineData(QuantizationTarget.PowerOfTwo)]
    public void EveryExportedClassHasEitherASymbolicForwardOrAProblem(QuantizationTarget target) => Run(ExportFuzzRun.Check, "symbolic forwards", target);

    [Fact]
    public void EqualSeedsGiveEqualFiles() => Assert.Equal(ModelFile.Write(7), ModelFile.Write(7));

    private void Run(Check check, string made, QuantizationTarget target)
    {
        var (files, first) = (Setting("QUANTGEN_FUZZ_CLASSES", 400), Setting("QUANTGEN_FUZZ_SEED", 1));
        var faults = new List<FuzzFault>();
        var total = new FuzzCount(0, 0);
        foreach (var seeds in Enumerable.Range(first, files).Chunk(FilesInACompilation))
        {
            faults.AddRange(check([.. seeds.Select(seed => (seed, ModelFile.Write(seed, target)))], out var count));
            total += count;
        }

        output.WriteLine($"{total.Annotated} classes in {files} files, {total.Twins} of them with {made}; seeds from {first}; {faults.Count} faults");
        Assert.True(faults.Count == 0, Report(faults, check, target));
        Assert.True(total.Annotated >= files, "The writer wrote fewer classes than files.");
        Assert.InRange(total.Twins, 1, total.Annotated - 1);
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Report(List<FuzzFault> faults, Check check, QuantizationTarget target)
    {
        var kinds = faults.GroupBy(static fault => (fault.Kind, Shrinker.Id(fault))).ToList();
        var lines = kinds.Select(static kind => $"{kind.Count()} x {kind.Key}, seeds {string.Join(", ", kind.Take(SeedsListed).Select(static fault => fault.Seed))}");
        var shown = kinds.Take(KindsShrunk).Select(static kind => kind.First()).Select(fault => $"seed {fault.Seed}: {fault.Detail}\nAs small as it gets:\n{Shrinker.Shrink(ModelFile.Write(fault.Seed, target), fault, smaller => check([(0, smaller)], out _))}");
        return $"{string.Join("\n", lines)}\n\n{string.Join("\n\n", shown)}";
    }
}
