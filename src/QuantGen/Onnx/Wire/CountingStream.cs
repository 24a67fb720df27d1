namespace QuantGen.Onnx.Wire;

/// <summary>Passes on what is written, and counts it: elements that are computed must come out as long as the tensor said before.</summary>
/// <param name="inner">Where to.</param>
internal sealed class CountingStream(Stream inner) : Stream
{
    /// <summary>How many bytes were written.</summary>
    public override long Length => Position;

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <summary>Writes a tensor's elements.</summary>
    /// <exception cref="InvalidOperationException">As many bytes as the tensor says did not come.</exception>
    public static void Copy(OnnxTensor tensor, Stream stream)
    {
        using var counting = new CountingStream(stream);
        tensor.CopyTo(counting);
        if (counting.Position != tensor.ByteLength)
            throw new InvalidOperationException($"The tensor {tensor} wrote {counting.Position} bytes of {tensor.ByteLength}.");
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        inner.Write(buffer);
        Position += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
