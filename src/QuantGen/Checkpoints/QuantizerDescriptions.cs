using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using Module = TorchSharp.torch.nn.Module;

namespace QuantGen.Checkpoints;

/// <summary>What a checkpoint says about the quantizers of the model that was saved.</summary>
/// <param name="Library">The version of QuantGen that wrote it.</param>
/// <param name="ByName">The quantizers by path.</param>
/// <remarks>
/// In JSON: <c>{"library":"0.1.0","quantizers":{"conv1._input_quantizer":{"descriptor":{...},"enabled":false}}}</c>, where <c>enabled</c>
/// is left out of quantizers that quantize. What a power-of-two twin has in their place, see <see cref="PowerOfTwoDescriptions"/>, is in the member
/// <c>powerOfTwo</c>, the quantizers of a low-bit twin, see <see cref="LowBitDescriptions"/>, in <c>lowBit</c>. Members that are not known are skipped; a change that older versions must not skip gets another <see cref="Version"/>.
/// </remarks>
internal sealed record QuantizerDescriptions(string Library, IReadOnlyDictionary<string, QuantizerDescription> ByName)
{
    /// <summary>The version of the description.</summary>
    public const int Version = 1;

    private const int LongestDescriptor = 4096;
    private const int Cost = 500;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether the layers and quantizers of a power-of-two twin are described: files of earlier versions leave them out.</summary>
    public bool DescribesPowerOfTwo { get; init; }

    /// <summary>Whether the quantizers of a low-bit twin are described.</summary>
    public bool DescribesLowBit { get; init; }

    /// <summary>Those of a model; null when it has no quantizer.</summary>
    public static QuantizerDescriptions? Of(Module model)
    {
        var byName = new Dictionary<string, QuantizerDescription>(StringComparer.Ordinal);
        foreach (var (name, quantizer) in model.Quantizers())
            byName[name] = QuantizerDescription.Of(quantizer);

        var parts = PowerOfTwoModules.Of(model);
        foreach (var (name, part) in parts)
            byName[name] = QuantizerDescription.Of(part);

        var lowBit = model.LowBitQuantizers();
        foreach (var (name, quantizer) in lowBit)
            byName[name] = QuantizerDescription.Of(quantizer);

        var version = typeof(QuantizerDescriptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        return byName.Count == 0
            ? null
            : new QuantizerDescriptions(version!.InformationalVersion.Split('+')[0], byName) { DescribesPowerOfTwo = parts.Count > 0, DescribesLowBit = lowBit.Count > 0 };
    }

    /// <summary>The description as JSON in UTF-8.</summary>
    public ReadOnlySpan<byte> ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("library", Library);
            WriteQuantizers(json);
            if (DescribesPowerOfTwo)
                WritePowerOfTwo(json);
            if (DescribesLowBit)
                WriteLowBit(json);
            json.WriteEndObject();
        }

        return stream.GetBuffer().AsSpan(0, checked((int)stream.Length));
    }

    /// <summary>Reads a description.</summary>
    /// <param name="json">JSON in UTF-8.</param>
    /// <param name="budget">What it may take.</param>
    /// <param name="path">The file's name for messages.</param>
    /// <exception cref="CheckpointException">It is damaged.</exception>
    public static QuantizerDescriptions Parse(ReadOnlySpan<byte> json, ReadBudget budget, string path)
    {
        var library = "";
        var (describesPowerOfTwo, describesLowBit) = (false, false);
        var quantizers = new Dictionary<string, QuantizerDescription>(StringComparer.Ordinal);
        try
        {
            var reader = new Utf8JsonReader(json);
            Require(ref reader, JsonTokenType.StartObject);
            while (Member(ref reader))
            {
                if (reader.ValueTextEquals("quantizers"u8))
                    ReadQuantizers(ref reader, ReadQuantizer, quantizers, budget);
                else if (reader.ValueTextEquals("powerOfTwo"u8))
                    describesPowerOfTwo = ReadQuantizers(ref reader, PowerOfTwoDescriptions.Read, quantizers, budget);
                else if (reader.ValueTextEquals("lowBit"u8))
                    describesLowBit = ReadQuantizers(ref reader, LowBitDescriptions.Read, quantizers, budget);
                else if (reader.ValueTextEquals("library"u8))
                    library = ReadLibrary(ref reader, budget);
                else
                    reader.Skip();
            }

            reader.Read();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The latter is what the reader throws at a string that is not UTF-8.
            throw new CheckpointException($"The file '{path}' is damaged: the description of its quantizers is not JSON of the right " +
                "form.", error);
        }
        catch (QuantizationException error) when (error is not CheckpointException)
        {
            throw new CheckpointException($"The file '{path}' cannot be used: " +
                $"{char.ToLowerInvariant(error.Message[0])}{error.Message[1..]}", error);
        }

        return new QuantizerDescriptions(library, quantizers) { DescribesPowerOfTwo = describesPowerOfTwo, DescribesLowBit = describesLowBit };
    }

    private delegate QuantizerDescription ReadOne(ref Utf8JsonReader json);

    private void WriteQuantizers(Utf8JsonWriter json)
    {
        json.WriteStartObject("quantizers");
        foreach (var (name, description) in ByName)
        {
            if (description is not TensorQuantizerDescription { Descriptor: var descriptor })
                continue;

            json.WriteStartObject(name);
            json.WritePropertyName("descriptor");
            DescriptorWriter.Write(json, descriptor);
            if (!description.Enabled)
                json.WriteBoolean("enabled", false);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WritePowerOfTwo(Utf8JsonWriter json)
    {
        json.WriteStartObject("powerOfTwo");
        foreach (var (name, description) in ByName)
        {
            if (description is TensorQuantizerDescription or LowBitDescription)
                continue;

            json.WritePropertyName(name);
            PowerOfTwoDescriptions.Write(json, description);
        }

        json.WriteEndObject();
    }

    private void WriteLowBit(Utf8JsonWriter json)
    {
        json.WriteStartObject("lowBit");
        foreach (var (name, description) in ByName)
        {
            if (description is not LowBitDescription quantizer)
                continue;

            json.WritePropertyName(name);
            LowBitDescriptions.Write(json, quantizer);
        }

        json.WriteEndObject();
    }

    private static bool ReadQuantizers(
        ref Utf8JsonReader json, ReadOne read, Dictionary<string, QuantizerDescription> quantizers, ReadBudget budget)
    {
        Require(ref json, JsonTokenType.StartObject);
        while (Member(ref json))
        {
            budget.TakeText(json.ValueSpan.Length);
            budget.Take(Cost);
            var name = json.GetString()!;
            if (!quantizers.TryAdd(name, read(ref json)))
                throw new JsonException("A quantizer is there twice.");
        }

        return true;
    }

    private static TensorQuantizerDescription ReadQuantizer(ref Utf8JsonReader json)
    {
        QuantDescriptor? descriptor = null;
        var enabled = true;
        Require(ref json, JsonTokenType.StartObject);
        while (Member(ref json))
        {
            if (json.ValueTextEquals("descriptor"u8))
                descriptor = Descriptor(ref json);
            else if (json.ValueTextEquals("enabled"u8))
                enabled = json.Read() && json.GetBoolean();
            else
                json.Skip();
        }

        return new TensorQuantizerDescription(descriptor ?? throw new JsonException("A quantizer has no descriptor."), enabled);
    }

    private static QuantDescriptor Descriptor(ref Utf8JsonReader json)
    {
        json.Read();
        var end = json;
        end.Skip();
        if (end.BytesConsumed - json.TokenStartIndex > LongestDescriptor)
            throw new JsonException("A descriptor is longer than any can be.");

        using var document = JsonDocument.ParseValue(ref json);
        return DescriptorReader.Read(document.RootElement);
    }

    private static string ReadLibrary(ref Utf8JsonReader json, ReadBudget budget)
    {
        Require(ref json, JsonTokenType.String);
        budget.TakeText(json.ValueSpan.Length);
        return ErrorText.Short(json.GetString()!);
    }

    private static bool Member(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    private static void Require(ref Utf8JsonReader json, JsonTokenType token)
    {
        if (!json.Read() || json.TokenType != token)
            throw new JsonException("A value is of another kind.");
    }
}
