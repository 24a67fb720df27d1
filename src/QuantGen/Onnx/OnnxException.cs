namespace QuantGen.Onnx;

/// <summary>A graph cannot be written as ONNX, a file is no ONNX model or is damaged, or ONNX Runtime refused something; the message is one sentence that names the layer or file.</summary>
public sealed class OnnxException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public OnnxException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public OnnxException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public OnnxException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
