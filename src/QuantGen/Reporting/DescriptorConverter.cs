using System.Text.Json;
using System.Text.Json.Serialization;
using QuantGen.Quantizers;

namespace QuantGen.Reporting;

/// <summary>Writes a descriptor in the form that checkpoints have too.</summary>
internal sealed class DescriptorConverter : JsonConverter<QuantDescriptor>
{
    /// <inheritdoc/>
    public override QuantDescriptor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return DescriptorReader.Read(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, QuantDescriptor value, JsonSerializerOptions options) => DescriptorWriter.Write(writer, value);
}
