using System.Text.Json;

namespace ImageClassification.LowBit.Configuration;

/// <summary>An option of a configuration.</summary>
/// <typeparam name="T">What is configured.</typeparam>
/// <param name="Path">The names that lead to it, joined by dots.</param>
/// <param name="Takes">What its values are, for messages.</param>
/// <param name="Set">Gives it a value; null for a value that it cannot have.</param>
/// <param name="Write">Writes its value.</param>
internal sealed record ConfigOption<T>(string Path, string Takes, Func<T, ConfigValue, T?> Set, Action<Utf8JsonWriter, T> Write)
    where T : class
{
    /// <summary>The option of a part, as an option of the whole.</summary>
    public ConfigOption<TWhole> Of<TWhole>(string path, Func<TWhole, T> part, Func<TWhole, T, TWhole> withPart)
        where TWhole : class => new(
            $"{path}.{Path}",
            Takes,
            (whole, value) => Set(part(whole), value) is { } changed ? withPart(whole, changed) : null,
            (json, whole) => Write(json, part(whole)));
}
