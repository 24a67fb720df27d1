namespace QuantGen.Modules;

/// <summary>What the twins of one call of <c>ToQuantized</c> share: the outermost one and those of the models nested in it.</summary>
internal sealed record Conversion
{
    /// <summary>
    /// What was made of a layer, parameter or buffer of the float model, by its identity: what stands at two places stays one.
    /// </summary>
    public Dictionary<object, object> Made { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the fields say that hold the model whose twin is made.</summary>
    public LayerChoices Choices { get; init; } = LayerChoices.None;

    /// <summary>Whether what the model returns goes into an activation, or need not be quantized, so that the twin leaves it as it is.</summary>
    public bool ActivationFollows { get; init; }

    /// <summary>Converts the layers of the model that holds the one whose twin is made; null in the outermost one.</summary>
    public LayerConverter? Owner { get; init; }
}
