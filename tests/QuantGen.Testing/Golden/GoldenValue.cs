using System.Globalization;
using System.Text.Json;
using TorchSharp;

namespace QuantGen.Testing.Golden;

/// <summary>A field of a vector: a number, a text, a tensor, a list or an object of further fields.</summary>
public class GoldenValue
{
    private protected GoldenValue()
    {
    }

    private GoldenValue(JsonElement json) => Json = json;

    private protected JsonElement Json { get; set; }

    /// <summary>A field that must be there.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    public GoldenValue this[string field] => Json.TryGetProperty(field, out var value)
        ? new GoldenValue(value)
        : throw new KeyNotFoundException($"The vector has no field '{field}'.");

    /// <summary>Whether the field is there and not null.</summary>
    public bool Has(string field) => Json.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Whether the value is null.</summary>
    public bool IsNull => Json.ValueKind == JsonValueKind.Null;

    /// <summary>The elements of a list.</summary>
    public IEnumerable<GoldenValue> Items => Json.EnumerateArray().Select(static item => new GoldenValue(item));

    /// <summary>The fields of an object, in order.</summary>
    public IEnumerable<KeyValuePair<string, GoldenValue>> Fields =>
        Json.EnumerateObject().Select(static entry => KeyValuePair.Create(entry.Name, new GoldenValue(entry.Value)));

    /// <summary>A number; the texts <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> stand for those values.</summary>
    public double Number => Json.ValueKind == JsonValueKind.String
        ? double.Parse(Text, NumberStyles.Float, CultureInfo.InvariantCulture)
        : Json.GetDouble();

    /// <summary>A whole number.</summary>
    public int Integer => Json.GetInt32();

    /// <summary>True or false.</summary>
    public bool Flag => Json.GetBoolean();

    /// <summary>A text.</summary>
    public string Text => Json.GetString()!;

    /// <summary>Axes: null, one number or a list of numbers.</summary>
    public int[]? Axes => Json.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number => [Integer],
        _ => [.. Items.Select(static axis => axis.Integer)],
    };

    /// <summary>The extents of a tensor.</summary>
    public long[] Shape => [.. this["shape"].Items.Select(static extent => extent.Json.GetInt64())];

    /// <summary>The elements of a tensor, row by row, or the one of a plain number.</summary>
    public float[] Floats => Json.ValueKind is JsonValueKind.Object
        ? GoldenVectors.Floats(this["bin"].Text, this["offset"].Json.GetInt64(), Shape.Aggregate(1L, static (size, extent) => size * extent)).ToArray()
        : [(float)Number];

    /// <summary>A new float32 tensor; a plain number makes a scalar.</summary>
    public torch.Tensor Tensor() => Json.ValueKind is JsonValueKind.Object
        ? torch.tensor(Floats, Shape)
        : torch.tensor((float)Number);

    /// <inheritdoc/>
    public override string ToString() => Json.ToString();
}
