using System.Globalization;
using QuantGen.Checkpoints;

namespace ImageClassification.Checkpoints;

/// <summary>Texts about checkpoint files.</summary>
internal static class CheckpointText
{
    /// <summary>What a file is, in a few words: <c>safetensors by QuantGen 0.1.0, 122 tensors, 272474 numbers, 40 quantizers</c>.</summary>
    public static string Summary(CheckpointFile file)
    {
        var numbers = file.Tensors.Sum(static tensor => tensor.Shape.Aggregate(1L, static (count, extent) => count * extent));
        var library = file.WrittenBy is { } version ? $" by QuantGen {version}" : "";
        var quantizers = file.Quantizers.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {file.Quantizers.Count} quantizers") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{NameOf(file.Format)}{library}, {file.Tensors.Count} tensors, {numbers} numbers{quantizers}");
    }

    /// <summary>The extents of a tensor.</summary>
    public static string Shape(CheckpointTensor tensor) => tensor.Shape.Count == 0 ? "one" : string.Join(" x ", tensor.Shape);

    /// <summary>The name of a format.</summary>
    public static string NameOf(CheckpointFormat format) => format switch
    {
        CheckpointFormat.TorchSharp => "TorchSharp",
        CheckpointFormat.Safetensors => "safetensors",
        _ => "PyTorch",
    };
}
