using System.Text.Json;
using QuantGen.PowerOfTwo;

namespace QuantGen.Checkpoints;

/// <summary>
/// What a description says of a power-of-two twin, in JSON: <c>{"conv1":{"weightBits":8},"relu1":{"bits":8,"signed":false}}</c>. A layer has
/// <c>weightBits</c>, a quantizer of activations <c>bits</c>; what is at its default is left out.
/// </summary>
internal static class PowerOfTwoDescriptions
{
    private const string WeightBits = "weightBits";
    private const string PerChannel = "perChannel";
    private const string Bias = "bias";
    private const string Tail = "tail";
    private const string Bits = "bits";
    private const string Signed = "signed";
    private const string Low = "low";
    private const string High = "high";
    private const string Limit = "limit";
    private const string Rounding = "rounding";
    private const string PowerOfTwoRange = "powerOfTwoRange";
    private const string Enabled = "enabled";

    /// <summary>Writes a description as an object.</summary>
    public static void Write(Utf8JsonWriter json, QuantizerDescription description)
    {
        json.WriteStartObject();
        if (description is Pact2Description quantizer)
            WriteQuantizer(json, quantizer);
        else
            WriteLayer(json, (PowerOfTwoLayerDescription)description);
        if (!description.Enabled)
            json.WriteBoolean(Enabled, false);
        json.WriteEndObject();
    }

    /// <summary>Reads a description from the object that comes next.</summary>
    /// <exception cref="JsonException">It is of another form, or holds what no quantizer has.</exception>
    public static QuantizerDescription Read(ref Utf8JsonReader json)
    {
        int? bits = null, weightBits = null;
        bool? signed = null;
        bool perChannel = false, rounds = true, enabled = true;
        float? low = null, high = null, limit = null;
        var tail = 0.0;
        var bias = BiasMode.Saturate16;
        var rounding = FixedPointRounding.HalfUp;
        JsonValues.Next(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(WeightBits))
                weightBits = Width(ref json);
            else if (json.ValueTextEquals(PerChannel))
                perChannel = JsonValues.Flag(ref json);
            else if (json.ValueTextEquals(Bias))
                bias = JsonValues.Choice<BiasMode>(ref json);
            else if (json.ValueTextEquals(Tail))
                tail = JsonValues.Number(ref json);
            else if (json.ValueTextEquals(Bits))
                bits = Width(ref json);
            else if (json.ValueTextEquals(Signed))
                signed = JsonValues.Flag(ref json);
            else if (json.ValueTextEquals(Low))
                low = (float)JsonValues.Number(ref json);
            else if (json.ValueTextEquals(High))
                high = (float)JsonValues.Number(ref json);
            else if (json.ValueTextEquals(Limit))
                limit = (float)JsonValues.Number(ref json);
            else if (json.ValueTextEquals(Rounding))
                rounding = JsonValues.Choice<FixedPointRounding>(ref json);
            else if (json.ValueTextEquals(PowerOfTwoRange))
                rounds = JsonValues.Flag(ref json);
            else if (json.ValueTextEquals(Enabled))
                enabled = JsonValues.Flag(ref json);
            else
                json.Skip();
        }

        return (weightBits, bits, low, high) switch
        {
            ({ } width, null, null, null) => new PowerOfTwoLayerDescription(width, enabled)
            {
                PerChannel = perChannel,
                Bias = bias,
                Tail = tail,
                PowerOfTwoRange = rounds,
            },
            (null, { } width, null, null) => Quantizer(width, null),
            (null, { } width, { } from, { } to) => Quantizer(width, (from, to)),
            _ => throw new JsonException("It is neither a layer nor a quantizer."),
        };

        Pact2Description Quantizer(int width, (float Low, float High)? range) => new(width, enabled)
        {
            Signed = signed,
            FixedRange = range,
            UpperLimit = limit,
            PowerOfTwoRange = rounds,
            Rounding = rounding,
        };
    }

    private static void WriteQuantizer(Utf8JsonWriter json, Pact2Description quantizer)
    {
        json.WriteNumber(Bits, quantizer.Bits);
        if (quantizer.Signed is { } signed)
            json.WriteBoolean(Signed, signed);
        if (quantizer.FixedRange is { } range)
        {
            json.WriteNumber(Low, range.Low);
            json.WriteNumber(High, range.High);
        }

        if (quantizer.UpperLimit is { } limit)
            json.WriteNumber(Limit, limit);
        if (quantizer.Rounding != FixedPointRounding.HalfUp)
            json.WriteString(Rounding, quantizer.Rounding.ToString());
        if (!quantizer.PowerOfTwoRange)
            json.WriteBoolean(PowerOfTwoRange, false);
    }

    private static void WriteLayer(Utf8JsonWriter json, PowerOfTwoLayerDescription layer)
    {
        json.WriteNumber(WeightBits, layer.WeightBits);
        if (layer.PerChannel)
            json.WriteBoolean(PerChannel, true);
        if (layer.Bias != BiasMode.Saturate16)
            json.WriteString(Bias, layer.Bias.ToString());
        if (layer.Tail > 0)
            json.WriteNumber(Tail, layer.Tail);
        if (!layer.PowerOfTwoRange)
            json.WriteBoolean(PowerOfTwoRange, false);
    }

    private static int Width(ref Utf8JsonReader json)
    {
        JsonValues.Next(ref json, JsonTokenType.Number);
        return json.TryGetInt32(out var bits) && bits is >= 1 and <= 16 ? bits : throw new JsonException("A quantizer has 1 to 16 bits.");
    }
}
