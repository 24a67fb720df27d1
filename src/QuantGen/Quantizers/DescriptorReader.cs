using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QuantGen.Quantizers;

/// <summary>Reads descriptors from JSON objects, and says of what is no descriptor why it is none.</summary>
internal static class DescriptorReader
{
    private const int LongestQuote = 60;

    /// <summary>Reads a descriptor from a text that holds nothing else.</summary>
    /// <exception cref="QuantizationException">The text is not JSON, or no descriptor.</exception>
    public static QuantDescriptor Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(json));
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            throw Invalid($"is not JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}); ToJson writes one", error);
        }
    }

    /// <summary>Reads a descriptor that is a value of a larger document.</summary>
    /// <exception cref="QuantizationException">It has a field that no descriptor has, one twice, or one of a wrong value.</exception>
    public static QuantDescriptor Read(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
            throw Invalid($"is {Quote(json)} instead of a JSON object");

        try
        {
            return Read(Fields(json));
        }
        catch (InvalidOperationException error)
        {
            // Half a surrogate pair is fine JSON until it is read.
            throw Invalid("holds a text that is not Unicode", error);
        }
    }

    private static Dictionary<string, JsonElement> Fields(JsonElement json)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var field in json.EnumerateObject())
        {
            if (!fields.TryAdd(field.Name, field.Value))
                throw Invalid($"has the field '{Short(field.Name)}' twice");
        }

        return fields;
    }

    private static QuantDescriptor Read(Dictionary<string, JsonElement> fields)
    {
        var fakeQuant = !fields.Remove(DescriptorFields.FakeQuant, out var fake) || Flag(DescriptorFields.FakeQuant, fake);
        var format = Format(fields);
        Require(DescriptorRules.Levels(fakeQuant, format));
        var axes = List(fields, DescriptorFields.Axes, Whole);
        Require(DescriptorRules.Axes(axes));
        var learned = Flag(fields, DescriptorFields.LearnAmax);
        Require(DescriptorRules.Learned(learned, axes));
        var amax = List(fields, DescriptorFields.Amax, Number);
        Require(DescriptorRules.Amax(amax));
        var shape = List(fields, DescriptorFields.AmaxShape, Extent);
        Require(DescriptorRules.AmaxShape(shape));
        float? factor = fields.Remove(DescriptorFields.ScaleAmax, out var scale) ? Number(DescriptorFields.ScaleAmax, scale) : null;
        Require(DescriptorRules.ScaleAmax(factor));
        var descriptor = new QuantDescriptor
        {
            Format = format,
            Name = fields.Remove(DescriptorFields.Name, out var name) ? Text(DescriptorFields.Name, name) : null,
            FakeQuant = fakeQuant,
            Axes = axes,
            Amax = amax,
            AmaxShape = shape,
            LearnAmax = learned,
            ScaleAmax = factor,
            Calibrator = Choice(fields, DescriptorFields.Calibrator, DescriptorFields.Max, DescriptorFields.Histogram) == 0
                ? CalibratorKind.Max
                : CalibratorKind.Histogram,
            Dynamic = Flag(fields, DescriptorFields.Dynamic),
        };
        return fields.Count == 0
            ? descriptor
            : throw Invalid($"has the unknown field '{Short(fields.Keys.First())}'; a newer version may have written it");
    }

    private static NumberFormat Format(Dictionary<string, JsonElement> fields)
    {
        if (Choice(fields, DescriptorFields.Format, DescriptorFields.Integer, DescriptorFields.E4M3) == 1)
        {
            // What E4M3 leaves no choice of may still be said.
            var width = fields.Remove(DescriptorFields.Bits, out var given) ? Whole(DescriptorFields.Bits, given) : NumberFormat.E4M3.Bits;
            Require(width == NumberFormat.E4M3.Bits ? null : DescriptorRules.FixedWidth);
            Require(Flag(fields, DescriptorFields.Unsigned) ? DescriptorRules.AlwaysSigned : null);
            Require(Flag(fields, DescriptorFields.NarrowRange) ? DescriptorRules.AlwaysSymmetric : null);
            return NumberFormat.E4M3;
        }

        var bits = fields.Remove(DescriptorFields.Bits, out var value) ? Whole(DescriptorFields.Bits, value) : QuantDescriptor.Int8PerTensor.Bits;
        Require(DescriptorRules.Bits(bits));
        return NumberFormat.Integer(bits, Flag(fields, DescriptorFields.Unsigned), Flag(fields, DescriptorFields.NarrowRange));
    }

    private static ValueList<T>? List<T>(Dictionary<string, JsonElement> fields, string field, Func<string, JsonElement, T> read)
        where T : IEquatable<T>
    {
        if (!fields.Remove(field, out var value))
            return null;

        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => read(field, item))]
            : throw Wrong(field, value, "a list");
    }

    // Which of two words the field holds; the first when it is left out.
    private static int Choice(Dictionary<string, JsonElement> fields, string field, string first, string second)
    {
        if (!fields.Remove(field, out var value))
            return 0;

        var text = Text(field, value);
        if (string.Equals(text, first, StringComparison.Ordinal))
            return 0;

        return string.Equals(text, second, StringComparison.Ordinal) ? 1 : throw Wrong(field, value, $"\"{first}\" or \"{second}\"");
    }

    private static bool Flag(Dictionary<string, JsonElement> fields, string field) => fields.Remove(field, out var value) && Flag(field, value);

    private static bool Flag(string field, JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False
        ? value.GetBoolean()
        : throw Wrong(field, value, "true or false");

    private static string Text(string field, JsonElement value) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw Wrong(field, value, "a text");

    private static int Whole(string field, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
        ? number
        : throw Wrong(field, value, "a whole number");

    private static long Extent(string field, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
        ? number
        : throw Wrong(field, value, "a whole number");

    private static float Number(string field, JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number)
        ? number
        : throw Wrong(field, value, "a number");

    private static void Require(string? problem)
    {
        if (problem is not null)
            throw new QuantizationException($"The quantizer description is not valid: {problem}");
    }

    private static QuantizationException Wrong(string field, JsonElement value, string expected) =>
        Invalid($"has {Quote(value)} as its field '{field}', which must be {expected}");

    private static QuantizationException Invalid(string problem, Exception? cause = null)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"The quantizer description {problem}.");
        return cause is null ? new QuantizationException(message) : new QuantizationException(message, cause);
    }

    private static string Quote(JsonElement value) => Short(value.GetRawText());

    private static string Short(string text) => text.Length <= LongestQuote ? text : text[..LongestQuote] + "...";
}
