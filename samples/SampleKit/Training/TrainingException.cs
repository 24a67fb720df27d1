namespace SampleKit.Training;

/// <summary>A training that cannot go on: the message is one sentence that says why and what to change.</summary>
internal sealed class TrainingException : Exception
{
    public TrainingException()
    {
    }

    public TrainingException(string message)
        : base(message)
    {
    }

    public TrainingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
