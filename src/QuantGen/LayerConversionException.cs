namespace QuantGen;

/// <summary>A layer cannot be taken over into a quantized twin.</summary>
public sealed class LayerConversionException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public LayerConversionException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public LayerConversionException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public LayerConversionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
