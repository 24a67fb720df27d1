namespace QuantGen.Onnx.Wire;

/// <summary>Replaces several files together: new ones are written beside their places, and old ones kept until all new ones are there.</summary>
/// <param name="open">Opens a temporary file; null for an ordinary one.</param>
internal sealed class FileExchange(Func<string, Stream>? open)
{
    private readonly List<(string Temporary, string Path)> _written = [];
    private readonly List<(string Kept, string Path)> _kept = [];

    /// <summary>Writes a file beside its place, to the disk.</summary>
    public void Write(string path, Action<Stream> write)
    {
        var temporary = Beside(path);
        _written.Add((temporary, path));
        using var stream = (open ?? Open)(temporary);
        write(stream);
        stream.Flush();
        (stream as FileStream)?.Flush(flushToDisk: true);
    }

    /// <summary>Moves what was written to its places; on an error what was there before is there again.</summary>
    public void Exchange()
    {
        var moved = new List<string>();
        try
        {
            foreach (var (temporary, path) in _written)
            {
                if (_written.Count > 1 && File.Exists(path))
                {
                    var kept = Beside(path);
                    File.Move(path, kept);
                    _kept.Add((kept, path));
                }

                File.Move(temporary, path, overwrite: true);
                moved.Add(path);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            foreach (var path in moved)
                Delete(path);
            foreach (var (kept, path) in _kept)
                File.Move(kept, path, overwrite: true);

            _kept.Clear();
            throw;
        }
    }

    /// <summary>Removes whatever was written beside and is no longer needed.</summary>
    public void Discard()
    {
        foreach (var (temporary, _) in _written)
            Delete(temporary);
        foreach (var (kept, _) in _kept)
            Delete(kept);
    }

    private static string Beside(string path) => $"{path}.{Guid.NewGuid():N}.tmp";

    private static FileStream Open(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason why a file could not be written is what the caller needs to hear.
        }
    }
}
