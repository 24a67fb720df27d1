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

    private LayerConversionException(string layer, string reason, Exception innerException)
        : base($"{reason} (in '{layer}')", innerException)
    {
        Layer = layer;
        Reason = reason;
    }

    /// <summary>The path of the layer below the field that was being converted; null when it is the field's own.</summary>
    public string? Layer { get; }

    private string Reason { get => field ?? Message; }

    /// <summary>The same, seen from the container or model that holds the layer, or what the layer is in, under a name.</summary>
    internal LayerConversionException Within(string name) => new(Layer is null ? name : $"{name}.{Layer}", Reason, this);
}
