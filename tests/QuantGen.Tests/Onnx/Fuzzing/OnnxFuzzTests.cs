using System.Globalization;
using QuantGen.Onnx;
using QuantGen.Onnx.Wire;
using QuantGen.Tests.Onnx.Support;
using Xunit;
using Xunit.Abstractions;

namespace QuantGen.Tests.Onnx.Fuzzing;

/// <summary>
/// Damaged models: reading ends in an error of one sentence, or in a model that can be written, never in a crash, and takes no more memory than four times the file's length and a fixed
/// <see cref="Allowance"/>. An ordinary run sees a slice; QUANTGEN_FUZZ_FILES says how many files there are, QUANTGEN_FUZZ_SEED the number of the first.
/// </summary>
public sealed class OnnxFuzzTests(ITestOutputHelper output)
{
    // The reader's own allowance, the file's stream, and the error with its text.
    private const int Allowance = OnnxBudget.Allowance + (32 << 10);
    private const int LongestMessage = 2000;
    private const int MostListed = 20;

    [Fact]
    public void DamagedModels()
    {
        var (files, first) = (Setting("QUANTGEN_FUZZ_FILES", 1000), Setting("QUANTGEN_FUZZ_SEED", 1));
        using var folder = new OnnxFolder();
        var seeds = Seeds(folder);
        var faults = new List<string>();
        var (read, most) = (0, 0L);
        for (var number = first; number < first + files; number++)
        {
            var random = new Random(number);
            var bytes = OnnxDamage.Of(seeds[random.Next(seeds.Count)], seeds, random);
            File.WriteAllBytes(folder.Path("damaged.onnx"), bytes);
            OnnxModel? model = null;
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Record.Exception(() => model = OnnxModel.Load(folder.Path("damaged.onnx")));
            var memory = GC.GetAllocatedBytesForCurrentThread() - before - (4L * bytes.Length);
            most = Math.Max(most, memory);
            if (memory > Allowance)
                faults.Add($"number {number}: {memory} bytes above four times the file's {bytes.Length}.");
            if (error is not (null or OnnxException))
                faults.Add($"number {number}: {error}");
            else if (error is not null && !IsSentence(error.Message))
                faults.Add($"number {number}: the message is not one sentence: {error.Message}");
            else if (model is not null && !CanBeWritten(model))
                faults.Add($"number {number}: what was read cannot be written and read again.");

            read += model is null ? 0 : 1;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files: {files - read} refused, {read} read, {faults.Count} faults; at most {most} bytes beside four times the file's length"));
        Assert.True(faults.Count == 0, string.Join('\n', faults.Take(MostListed)));
        Assert.True(read > files / 20 && read < files / 2, $"{read} of {files} files could be read.");
    }

    private static List<byte[]> Seeds(OnnxFolder folder)
    {
        Models.Gemm(40, 20).Save(folder.Path("seed.onnx"), mostBytes: 0);
        return [Models.Everything().ToBytes(), Models.Gemm(3, 2).ToBytes(), Models.Gemm(40, 20).ToBytes(), File.ReadAllBytes(folder.Path("seed.onnx")), .. Fixtures()];
    }

    // Written by Python's package, with numbers in lists.
    private static IEnumerable<byte[]> Fixtures() =>
        Directory.EnumerateFiles(Testing.RepositoryRoot.Combine("tests", "QuantGen.Tests", "Onnx", "Fixtures"), "*.onnx").Order(StringComparer.Ordinal).Select(File.ReadAllBytes);

    private static bool CanBeWritten(OnnxModel model)
    {
        var bytes = model.ToBytes();
        using var stream = new MemoryStream(bytes);
        return Record.Exception(() => OnnxModel.Read(stream)) is null or OnnxException;
    }

    private static bool IsSentence(string message) => message.Length <= LongestMessage && !message.Contains('\n', StringComparison.Ordinal) && message.EndsWith('.');

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
