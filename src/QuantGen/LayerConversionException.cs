namespace QuantGen;

/// <summary>A layer cannot be taken over into a quantized twin.</summary>
public sealed class LayerConversionException : QuantizationException
{
    // The message without the path.
    private readonly string _reason;

    /// <summary>Makes an exception without a message of its own.</summary>
    public LayerConversionException() => _reason = Message;

    /// <summary>Makes an exception with one sentence that names the cause and says what to do.</summary>
    /// <param name="message">The sentence.</param>
    public LayerConversionException(string message)
        : base(message) => _reason = message;

    /// <summary>Makes an exception with one sentence and what it follows from.</summary>
    /// <param name="message">The sentence.</param>
    /// <param name="innerException">The cause.</param>
    public LayerConversionException(string message, Exception innerException)
        : base(message, innerException) => _reason = message;

    private LayerConversionException(string layer, string reason, Exception innerException)
        : base($"Layer '{layer}': {reason}", innerException) => (Layer, _reason) = (layer, reason);

    /// <summary>The path of the layer in the containers around it; null when it is in none.</summary>
    public string? Layer { get; }

    /// <summary>The same, as the container that holds the layer under a name sees it.</summary>
    internal LayerConversionException Within(string name) => new(Layer is null ? name : $"{name}.{Layer}", _reason, InnerException ?? this);
}
