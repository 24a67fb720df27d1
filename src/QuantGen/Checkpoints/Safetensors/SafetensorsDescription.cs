using System.Globalization;
using System.Text;

namespace QuantGen.Checkpoints.Safetensors;

/// <summary>The description of the quantizers among the texts of a safetensors file.</summary>
internal static class SafetensorsDescription
{
    private const string VersionKey = "quantgen.version";
    private const string QuantizersKey = "quantgen.quantizers";

    // Python's libraries look for it before they read a file into their tensors.
    private const string FormatKey = "format";
    private const string TorchFormat = "pt";

    /// <summary>The texts of a file.</summary>
    /// <param name="descriptions">What it says about quantizers; null for nothing.</param>
    public static Dictionary<string, string> Texts(QuantizerDescriptions? descriptions)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { [FormatKey] = TorchFormat };
        if (descriptions is not null)
        {
            texts[VersionKey] = QuantizerDescriptions.Version.ToString(CultureInfo.InvariantCulture);
            texts[QuantizersKey] = Encoding.UTF8.GetString(descriptions.ToJson());
        }

        return texts;
    }

    /// <summary>Reads the description.</summary>
    /// <param name="file">A file.</param>
    /// <param name="path">Its name for messages.</param>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="CheckpointException">It is damaged, or of a later version.</exception>
    public static QuantizerDescriptions? Read(SafetensorsFile file, string path)
    {
        if (!file.Texts.Contains(QuantizersKey, StringComparer.Ordinal))
            return null;
        if (!file.Texts.Contains(VersionKey, StringComparer.Ordinal) || file.Read(VersionKey, static (text, _) => Number(text)) is not { } version)
            throw new CheckpointException($"The file '{path}' is damaged: the description of its quantizers has no version.");

        DescriptionBlock.RequireVersion(version, path);
        return file.Read(QuantizersKey, (json, budget) => QuantizerDescriptions.Parse(json, budget, path));
    }

    private static int? Number(ReadOnlySpan<byte> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
