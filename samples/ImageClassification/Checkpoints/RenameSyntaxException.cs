namespace ImageClassification.Checkpoints;

/// <summary>A line of a <see cref="RenameFile"/> is not of the right form.</summary>
/// <param name="column">The place in the line, from 0.</param>
/// <param name="message">What is wrong.</param>
internal sealed class RenameSyntaxException(int column, string message) : Exception(message)
{
    /// <summary>The place in the line, from 0.</summary>
    public int Column => column;
}
