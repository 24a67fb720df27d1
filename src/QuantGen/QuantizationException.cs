namespace QuantGen;

/// <summary>
/// The base of all errors of QuantGen. The message is one sentence that names the layer, quantizer or file and says what to do.
/// </summary>
public class QuantizationException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public QuantizationException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public QuantizationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public QuantizationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
