namespace QuantGen;

/// <summary>Calibration data, or what was collected of it, yields no range: no batches, NaN or infinity, a wrong shape.</summary>
public sealed class CalibrationException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public CalibrationException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public CalibrationException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public CalibrationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
