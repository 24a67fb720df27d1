namespace QuantGen.Analyzers.Forward;

/// <summary>A parameter that a function and its layer share.</summary>
/// <param name="Name">Its name, the same on both sides.</param>
/// <param name="Default">The layer's default, which is not always the function's; null if the layer has none.</param>
internal sealed record FunctionalParameter(string Name, object? Default)
{
    /// <summary>The value that the function stands for without having the parameter, as <c>relu_</c> is in place; null for none.</summary>
    public object? Fixed { get; init; }
}
