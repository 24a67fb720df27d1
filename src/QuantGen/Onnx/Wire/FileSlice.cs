using QuantGen.Checkpoints;

namespace QuantGen.Onnx.Wire;

/// <summary>Elements in a file beside the model's.</summary>
/// <param name="path">The file.</param>
/// <param name="offset">Where in it they begin.</param>
/// <param name="length">How many bytes they take.</param>
/// <param name="tensor">The tensor's name for messages.</param>
internal sealed class FileSlice(string path, long offset, long length, string tensor)
{
    private const int PieceLength = 1 << 16;

    /// <summary>Refuses a file that is not there, is a link, or is too short.</summary>
    /// <exception cref="OnnxException">It is.</exception>
    public void Check()
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.LinkTarget is not null)
            throw new OnnxException($"The file '{ErrorText.Short(path)}' with the elements of the tensor '{ErrorText.Short(tensor)}' is not there, or is only a link: put it beside the model.");
        if (offset > file.Length - length)
            throw new OnnxException(
                $"The file '{ErrorText.Short(path)}' has {file.Length} bytes, and the elements of the tensor '{ErrorText.Short(tensor)}' lie at {offset} to {(decimal)offset + length}: it is not the one that belongs to the model.");
    }

    /// <summary>Writes the elements.</summary>
    /// <exception cref="OnnxException">The file is no longer what it was.</exception>
    public void CopyTo(Stream stream)
    {
        Check();
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            file.Position = offset;
            var piece = new byte[(int)Math.Min(PieceLength, length)];
            for (var left = length; left > 0; left -= Math.Min(left, piece.Length))
            {
                var part = piece.AsSpan(0, (int)Math.Min(left, piece.Length));
                file.ReadExactly(part);
                stream.Write(part);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OnnxException($"The elements of the tensor '{ErrorText.Short(tensor)}' cannot be read from '{ErrorText.Short(path)}': {error.Message}", error);
        }
    }
}
