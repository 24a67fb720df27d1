using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace QuantGen.Graph;

/// <summary>
/// The settings of an operation by name, in the order of the names: <see cref="long"/>, <see cref="float"/>, <see cref="string"/>, lists of
/// <see cref="long"/> or <see cref="float"/>, or a <see cref="Quantization"/>.
/// </summary>
public sealed class GraphAttributeCollection : IReadOnlyCollection<KeyValuePair<string, object>>
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>Sets a value; the type is one of those that the class names. For collection initializers: <c>new() { { "axis", 1L } }</c>.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">The value is of another type.</exception>
    public void Add(string name, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _values[name] = value switch
        {
            int number => (long)number,
            double number => (float)number,
            bool flag => flag ? 1L : 0L,
            long or float or string or Quantization => value,
            IEnumerable<int> numbers => numbers.Select(static number => (long)number).ToArray(),
            IEnumerable<long> numbers => numbers.ToArray(),
            IEnumerable<float> numbers => numbers.ToArray(),
            _ => throw new ArgumentException($"The attribute {name} is a {value.GetType().Name}; numbers, strings, lists of numbers and quantizations can be one.", nameof(value)),
        };
    }

    /// <summary>The value of a name, or what stands in for it.</summary>
    /// <typeparam name="T">The type: long, float, string, long[], float[] or Quantization.</typeparam>
    /// <param name="name">The name.</param>
    /// <param name="absent">The value if there is none of the name.</param>
    public T Get<T>(string name, T absent) => _values.TryGetValue(name, out var value) ? (T)value : absent;

    /// <summary>The value of a name.</summary>
    /// <typeparam name="T">The type: long, float, string, long[], float[] or Quantization.</typeparam>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none of the name.</exception>
    public T Get<T>(string name) => (T)_values[name];

    /// <summary>Whether there is a value of the name, and which.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    public bool TryGet(string name, [NotNullWhen(true)] out object? value) => _values.TryGetValue(name, out value);

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
