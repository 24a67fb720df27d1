namespace QuantGen;

/// <summary>A quantizer without a range was asked to quantize, or a model that holds one to be saved as final.</summary>
public sealed class UncalibratedQuantizerException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public UncalibratedQuantizerException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public UncalibratedQuantizerException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public UncalibratedQuantizerException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
