namespace QuantGen.Checkpoints;

/// <summary>Which format a file is written in.</summary>
internal static class CheckpointFormats
{
    private const string SafetensorsExtension = ".safetensors";
    private static readonly string[] TorchExtensions = [".pt", ".pth"];

    /// <summary>The format that a file's extension stands for.</summary>
    /// <exception cref="ArgumentException">It is not written.</exception>
    public static CheckpointFormat Of(string path)
    {
        var extension = Path.GetExtension(path);
        if (TorchExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw new ArgumentException($"PyTorch's format, which '{extension}' stands for, is read only: save " +
                $"'{Path.ChangeExtension(path, SafetensorsExtension)}', which safetensors.torch.load_file reads in Python.", nameof(path));

        return string.Equals(extension, SafetensorsExtension, StringComparison.OrdinalIgnoreCase) ? CheckpointFormat.Safetensors : CheckpointFormat.TorchSharp;
    }
}
