using System.Globalization;

namespace ImageClassification.LowBit.Configuration;

/// <summary>A configuration that is not understood. The message begins with the place: <c>file(line,column): </c>.</summary>
internal sealed class ConfigurationException : Exception
{
    public ConfigurationException()
    {
    }

    public ConfigurationException(string message)
        : base(message)
    {
    }

    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>A fault at a place of a file.</summary>
    public ConfigurationException(string source, TextPlace place, string sentence)
        : base(string.Create(CultureInfo.InvariantCulture, $"{source}({place.Line},{place.Column}): {sentence}")) => Place = place;

    /// <summary>Where the fault is; null where it is in no file, or the file itself is at fault.</summary>
    public TextPlace? Place { get; }

    /// <summary>Whether a file is at fault, and not a word of a command line.</summary>
    public bool IsOfFile => Place is not null || InnerException is IOException or UnauthorizedAccessException;
}
