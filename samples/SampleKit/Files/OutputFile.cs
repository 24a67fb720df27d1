namespace SampleKit.Files;

/// <summary>Files that are there whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>
    /// Makes the folder of a file and finds out whether it can be written to, before hours go into what shall be in it.
    /// </summary>
    /// <returns>The path as it was given.</returns>
    /// <exception cref="IOException">It cannot; the message names the file.</exception>
    public static string Claim(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"The output '{path}' is a folder: give the name of a file.");

        try
        {
            var temporary = Beside(path);
            File.WriteAllBytes(temporary, []);
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The output '{path}' cannot be written: {exception.Message}", exception);
        }

        return path;
    }

    /// <summary>Writes text beside a file and puts it in the file's place when it is complete.</summary>
    public static void WriteText(string path, string text) => Write(path, temporary => File.WriteAllText(temporary, text));

    /// <summary>Writes bytes beside a file and puts them in the file's place when they are complete.</summary>
    public static void WriteBytes(string path, byte[] bytes) => Write(path, temporary => File.WriteAllBytes(temporary, bytes));

    private static void Write(string path, Action<string> write)
    {
        var temporary = Beside(path);
        try
        {
            write(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static string Beside(string path)
    {
        var full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full) ?? throw new IOException($"The output '{path}' is not the name of a file."));
        return $"{full}.{Environment.ProcessId}.tmp";
    }
}
