using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace QuantGen.Quantizers;

/// <summary>Writes descriptors as JSON objects: fields in one order, those at their default left out.</summary>
internal static class DescriptorWriter
{
    // Names of quantizers are read by people: only what JSON itself demands is escaped. The text goes into files, never into a page as it is.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A descriptor as one line of text.</summary>
    public static string Text(QuantDescriptor descriptor)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            Write(writer, descriptor);

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }

    /// <summary>A descriptor as a value of a larger document.</summary>
    public static void Write(Utf8JsonWriter writer, QuantDescriptor descriptor)
    {
        writer.WriteStartObject();
        WriteFormat(writer, descriptor.Format);
        if (descriptor.Name is { } name)
            writer.WriteString(DescriptorFields.Name, name);
        if (!descriptor.FakeQuant)
            writer.WriteBoolean(DescriptorFields.FakeQuant, false);
        WriteList(writer, DescriptorFields.Axes, descriptor.Axes, static (writer, axis) => writer.WriteNumberValue(axis));
        WriteList(writer, DescriptorFields.Amax, descriptor.Amax, static (writer, amax) => writer.WriteNumberValue(amax));
        WriteList(writer, DescriptorFields.AmaxShape, descriptor.AmaxShape, static (writer, extent) => writer.WriteNumberValue(extent));
        WriteFlag(writer, DescriptorFields.LearnAmax, descriptor.LearnAmax);
        if (descriptor.ScaleAmax is { } factor)
            writer.WriteNumber(DescriptorFields.ScaleAmax, factor);
        if (descriptor.Calibrator == CalibratorKind.Histogram)
            writer.WriteString(DescriptorFields.Calibrator, DescriptorFields.Histogram);
        WriteFlag(writer, DescriptorFields.Dynamic, descriptor.Dynamic);
        writer.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter writer, NumberFormat format)
    {
        if (!format.IsInteger)
        {
            writer.WriteString(DescriptorFields.Format, DescriptorFields.E4M3);
            return;
        }

        if (format.Bits != QuantDescriptor.Int8PerTensor.Bits)
            writer.WriteNumber(DescriptorFields.Bits, format.Bits);
        WriteFlag(writer, DescriptorFields.Unsigned, format.Unsigned);
        WriteFlag(writer, DescriptorFields.NarrowRange, format.NarrowRange);
    }

    private static void WriteFlag(Utf8JsonWriter writer, string field, bool value)
    {
        if (value)
            writer.WriteBoolean(field, value);
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string field, ValueList<T>? values, Action<Utf8JsonWriter, T> write)
        where T : IEquatable<T>
    {
        if (values is null)
            return;

        writer.WriteStartArray(field);
        foreach (var value in values)
            write(writer, value);

        writer.WriteEndArray();
    }
}
