namespace QuantGen;

/// <summary>How far a long operation has come.</summary>
/// <param name="Phase">What is being done, in one or two words for a progress bar.</param>
/// <param name="Done">How many units are finished.</param>
/// <param name="Total">How many there are, or null while that is not known.</param>
public sealed record QuantizationProgress(string Phase, long Done, long? Total);
