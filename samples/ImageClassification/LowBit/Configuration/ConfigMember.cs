namespace ImageClassification.LowBit.Configuration;

/// <summary>A value of a configuration and its name.</summary>
/// <param name="Path">The names that lead to it, joined by dots.</param>
/// <param name="Place">Where the name stands.</param>
/// <param name="Value">The value.</param>
internal sealed record ConfigMember(string Path, TextPlace Place, ConfigValue Value);
