using System.Buffers.Binary;
using QuantGen.Checkpoints;
using QuantGen.Checkpoints.PyTorch;
using QuantGen.Tests.LowBit.Layers;

namespace QuantGen.Tests.Checkpoints.Fuzzing;

/// <summary>The files that are damaged, by format.</summary>
internal static class FuzzSeeds
{
    // Where the elements begin in the files of the old format is of no matter: most of what lies before is pickles.
    private const double LegacyShare = 0.6;

    /// <summary>Files of torch.save, in both its formats.</summary>
    public static IReadOnlyList<FuzzSeed> PyTorch() =>
    [
        .. new[] { "float.pth", "float_protocol4.pth", "quantized.pth", "training.pth", "two_states.pth", "float_half.pth", "float_parallel.pth", "odd.pth", "untyped.pth", "whole_module.pth" }.Select(Archive),
        .. new[] { "float_legacy.pth", "float_legacy_protocol4.pth", "odd_legacy.pth" }.Select(Legacy),
    ];

    /// <summary>Files of safetensors, by others and by this library.</summary>
    public static IReadOnlyList<FuzzSeed> Safetensors()
    {
        using var files = new CheckpointFiles();
        return
        [
            .. new[] { "float.safetensors", "float_half.safetensors", "types.safetensors" }.Select(name => Headed(name, Fixtures.Path(name))),
            Headed("twin.safetensors", Saved(files, "twin.safetensors")),
            Headed("fixed.safetensors", FixedPoint(files, "fixed.safetensors")),
            Headed("lowbit.safetensors", LowBit(files, "lowbit.safetensors")),
        ];
    }

    /// <summary>Files of TorchSharp's format, without and with a description of quantizers.</summary>
    public static IReadOnlyList<FuzzSeed> TorchSharp()
    {
        using var files = new CheckpointFiles();
        using var model = new FloatResidualNet(4);
        Checkpoint.Save(model, files.Path("float.dat"));
        return
        [
            Entries("float.dat", files.Path("float.dat")), Entries("twin.dat", Saved(files, "twin.dat")), Entries("fixed.dat", FixedPoint(files, "fixed.dat")),
            Entries("lowbit.dat", LowBit(files, "lowbit.dat")),
        ];
    }

    private static string Saved(CheckpointFiles files, string name)
    {
        using var twin = CheckpointFiles.Calibrated();
        Checkpoint.Save(twin, files.Path(name));
        return files.Path(name);
    }

    private static string FixedPoint(CheckpointFiles files, string name)
    {
        using var twin = CheckpointFiles.FixedPoint(16, weights: Granularity.PerChannel);
        Checkpoint.Save(twin, files.Path(name));
        return files.Path(name);
    }

    private static string LowBit(CheckpointFiles files, string name)
    {
        using var twin = new LowBitTwin();
        Checkpoint.Save(twin, files.Path(name), requireCalibrated: false);
        return files.Path(name);
    }

    private static FuzzSeed Archive(string name)
    {
        var bytes = File.ReadAllBytes(Fixtures.Path(name));
        using var window = new FileWindow(new MemoryStream(bytes));
        var files = ZipDirectory.Read(window, new ReadBudget(bytes.Length, name), name);
        var pickle = Enumerable.Range(0, files.Count).Where(index => files.NameOf(index).EndsWith("data.pkl"u8)).Select(index => files[index].Content).Single();
        var end = (int)Enumerable.Range(0, files.Count).Max(index => files[index].Content.Offset + files[index].Content.Length);
        var start = (int)pickle.Offset;
        return new FuzzSeed(name, bytes, [0..start, start..(start + (int)pickle.Length), start..(start + (int)pickle.Length), end..bytes.Length]);
    }

    private static FuzzSeed Legacy(string name)
    {
        var bytes = File.ReadAllBytes(Fixtures.Path(name));
        return new FuzzSeed(name, bytes, [0..(int)(bytes.Length * LegacyShare)]);
    }

    private static FuzzSeed Headed(string name, string path)
    {
        var bytes = File.ReadAllBytes(path);
        return new FuzzSeed(name, bytes, [0..8, 8..(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(bytes))]);
    }

    private static FuzzSeed Entries(string name, string path)
    {
        var bytes = File.ReadAllBytes(path);
        using var stream = new MemoryStream(bytes);
        var entries = CheckpointReader.Read(stream, KeyNames.None, name).Entries;
        var between = entries.Select((entry, i) => (int)(i == 0 ? 0 : entries[i - 1].Offset + entries[i - 1].Length)..(int)entry.Offset);
        var end = (int)(entries[^1].Offset + entries[^1].Length);
        return new FuzzSeed(name, bytes, end < bytes.Length ? [.. between, end..bytes.Length, end..(end + 16), (bytes.Length - 16)..bytes.Length] : [.. between]);
    }
}
