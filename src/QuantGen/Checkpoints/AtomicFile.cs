namespace QuantGen.Checkpoints;

/// <summary>Writes files that are complete or not there.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file beside its place and moves it there when it is on the disk. On any error what was there before still
    /// is.</summary>
    /// <param name="path">The file, which is replaced if it exists.</param>
    /// <param name="write">Writes its content.</param>
    /// <param name="open">Opens the temporary file; null for an ordinary one.</param>
    /// <exception cref="CheckpointException">The file cannot be written.</exception>
    public static void Write(string path, Action<Stream> write, Func<string, Stream>? open = null)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        var complete = false;
        try
        {
            using (var stream = (open ?? Open)(temporary))
            {
                write(stream);
                (stream as FileStream)?.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            complete = true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"The file '{path}' cannot be written: {error.Message}", error);
        }
        finally
        {
            if (!complete)
                Discard(temporary);
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason why the file could not be written is what the caller needs to hear.
        }
    }
}
