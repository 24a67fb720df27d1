using QuantGen.Checkpoints;

namespace QuantGen;

/// <summary>A checkpoint file cannot be read, is damaged, or belongs to another model. The model is unchanged.</summary>
public sealed class CheckpointException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public CheckpointException()
    {
    }

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public CheckpointException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public CheckpointException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>How file and model differ, where that is the cause; null otherwise.</summary>
    public LoadReport? Report { get; init; }
}
