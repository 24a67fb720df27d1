namespace QuantGen.Calibration;

/// <summary>What a collector has collected, in numbers that can be written to a file. Immutable.</summary>
/// <remarks>States are of use to a collector of the same <see cref="Kind"/> and <see cref="Settings"/> only.</remarks>
public sealed class CollectorState
{
    /// <summary>What the numbers mean: a word of the collector's own, such as <c>histogram</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The options of the collector that decide which states can be added to it, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many tensors were collected.</summary>
    public required long Count { get; init; }

    /// <summary>Rows of whole numbers, by name. Names are unique among both kinds of numbers.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<long>> Integers { get; init; } =
        new Dictionary<string, ReadOnlyMemory<long>>(StringComparer.Ordinal);

    /// <summary>Rows of real numbers, by name.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<float>> Numbers { get; init; } =
        new Dictionary<string, ReadOnlyMemory<float>>(StringComparer.Ordinal);

    /// <summary>What differs between the kind and settings of two states, in a few words; null when nothing does.</summary>
    internal string? DifferenceTo(CollectorState other) =>
        Kind != other.Kind ? $"{Kind} and {other.Kind}"
        : Settings.Count != other.Settings.Count || Settings.Any(pair => other.Settings.GetValueOrDefault(pair.Key) != pair.Value) ? $"{Text(Settings)} and {Text(other.Settings)}"
        : null;

    /// <summary>Whether both hold the same numbers, to the last bit. How many tensors gave them is of no account.</summary>
    internal bool HoldsSameAs(CollectorState other) => Same(Integers, other.Integers) && Same(Numbers, other.Numbers);

    /// <summary>The numbers of a name; none when there is no such name.</summary>
    internal ReadOnlySpan<long> IntegersOf(string name) => Integers.GetValueOrDefault(name).Span;

    /// <inheritdoc cref="IntegersOf"/>
    internal ReadOnlySpan<float> NumbersOf(string name) => Numbers.GetValueOrDefault(name).Span;

    private static bool Same<T>(IReadOnlyDictionary<string, ReadOnlyMemory<T>> left, IReadOnlyDictionary<string, ReadOnlyMemory<T>> right)
        where T : unmanaged, IEquatable<T> =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var row) && row.Span.SequenceEqual(pair.Value.Span));

    private static string Text(IReadOnlyDictionary<string, string> settings) =>
        string.Join(", ", settings.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key} {pair.Value}"));
}
