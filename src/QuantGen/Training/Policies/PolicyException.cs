namespace QuantGen.Training.Policies;

/// <summary>A policy cannot be read, or does not fit the model. The message begins with the place: <c>file(line,column): </c>.</summary>
public sealed class PolicyException : QuantizationException
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public PolicyException()
    {
    }

    /// <summary>Makes an exception with one sentence.</summary>
    /// <param name="message">The sentence.</param>
    public PolicyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public PolicyException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal PolicyException(PolicyPlace place, string sentence, Exception? cause = null)
        : base($"{place}: {sentence}", cause!)
    {
        Line = place.Line;
        Column = place.Column;
    }

    /// <summary>The line of the fault, from 1; 0 when the file itself is what is wrong.</summary>
    public int Line { get; }

    /// <summary>The column of the fault, from 1; 0 when the file itself is what is wrong.</summary>
    public int Column { get; }
}
