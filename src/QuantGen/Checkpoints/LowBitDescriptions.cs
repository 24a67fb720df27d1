using System.Text.Json;
using QuantGen.LowBit;

namespace QuantGen.Checkpoints;

/// <summary>
/// What a description says of a low-bit twin, in JSON: <c>{"conv1._weight_quantizer":{"algorithm":"Lsq","levels":4,"groups":16}}</c>. What is at
/// its default is left out.
/// </summary>
internal static class LowBitDescriptions
{
    private const string Algorithm = "algorithm";
    private const string Levels = "levels";
    private const string Groups = "groups";
    private const string HalfRange = "halfRange";
    private const string Normalization = "normalization";
    private const string Restore = "restore";
    private const string WholeTensor = "wholeTensor";
    private const string Bound = "bound";
    private const string ThresholdMix = "thresholdMix";
    private const string ZeroShare = "zeroShare";
    private const string ClosedFormScale = "closedFormScale";
    private const string ScaledBinary = "scaledBinary";
    private const string Scale = "featureScale";
    private const string Enabled = "enabled";

    /// <summary>Writes a description as an object.</summary>
    public static void Write(Utf8JsonWriter json, LowBitDescription quantizer)
    {
        json.WriteStartObject();
        json.WriteString(Algorithm, quantizer.Algorithm.ToString());
        json.WriteNumber(Levels, quantizer.Levels);
        if (quantizer.Groups != 1)
            json.WriteNumber(Groups, quantizer.Groups);
        if (quantizer.Normalization != LowBitNormalization.None)
            json.WriteString(Normalization, quantizer.Normalization.ToString());
        if (quantizer.FeatureScale != FeatureScale.None)
            json.WriteString(Scale, quantizer.FeatureScale.ToString());

        WriteNumber(json, Bound, quantizer.Bound);
        WriteNumber(json, ThresholdMix, quantizer.ThresholdMix);
        WriteNumber(json, ZeroShare, quantizer.ZeroShare);
        WriteFlag(json, HalfRange, quantizer.HalfRange);
        WriteFlag(json, Restore, quantizer.RestoreNormalization);
        WriteFlag(json, WholeTensor, quantizer.NormalizeWholeTensor);
        WriteFlag(json, ClosedFormScale, quantizer.ClosedFormScale);
        WriteFlag(json, ScaledBinary, quantizer.ScaledBinary);
        if (!quantizer.Enabled)
            json.WriteBoolean(Enabled, false);
        json.WriteEndObject();
    }

    /// <summary>Reads a description from the object that comes next.</summary>
    /// <exception cref="JsonException">It is of another form, or holds what no quantizer has.</exception>
    public static QuantizerDescription Read(ref Utf8JsonReader json)
    {
        var found = new LowBitDescription(LowBitAlgorithm.None, 0, 1, Enabled: true);
        JsonValues.Next(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals(Algorithm))
                found = found with { Algorithm = JsonValues.Choice<LowBitAlgorithm>(ref json) };
            else if (json.ValueTextEquals(Levels))
                found = found with { Levels = (int)Count(ref json, 2, LowBitSide.MaximumLevels) };
            else if (json.ValueTextEquals(Groups))
                found = found with { Groups = Count(ref json, 1, long.MaxValue) };
            else if (json.ValueTextEquals(Normalization))
                found = found with { Normalization = JsonValues.Choice<LowBitNormalization>(ref json) };
            else if (json.ValueTextEquals(Scale))
                found = found with { FeatureScale = JsonValues.Choice<FeatureScale>(ref json) };
            else if (json.ValueTextEquals(Bound))
                found = found with { Bound = JsonValues.Number(ref json) };
            else if (json.ValueTextEquals(ThresholdMix))
                found = found with { ThresholdMix = JsonValues.Number(ref json) };
            else if (json.ValueTextEquals(ZeroShare))
                found = found with { ZeroShare = JsonValues.Number(ref json) };
            else
                found = WithFlag(ref json, found);
        }

        return found is { Algorithm: not LowBitAlgorithm.None, Levels: not 0 } ? found : throw new JsonException("A quantizer has no algorithm or no levels.");
    }

    private static LowBitDescription WithFlag(ref Utf8JsonReader json, LowBitDescription found)
    {
        if (json.ValueTextEquals(HalfRange))
            return found with { HalfRange = JsonValues.Flag(ref json) };
        if (json.ValueTextEquals(Restore))
            return found with { RestoreNormalization = JsonValues.Flag(ref json) };
        if (json.ValueTextEquals(WholeTensor))
            return found with { NormalizeWholeTensor = JsonValues.Flag(ref json) };
        if (json.ValueTextEquals(ClosedFormScale))
            return found with { ClosedFormScale = JsonValues.Flag(ref json) };
        if (json.ValueTextEquals(ScaledBinary))
            return found with { ScaledBinary = JsonValues.Flag(ref json) };
        if (json.ValueTextEquals(Enabled))
            return found with { Enabled = JsonValues.Flag(ref json) };

        json.Skip();
        return found;
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool flag)
    {
        if (flag)
            json.WriteBoolean(name, true);
    }

    private static long Count(ref Utf8JsonReader json, long least, long most)
    {
        JsonValues.Next(ref json, JsonTokenType.Number);
        return json.TryGetInt64(out var count) && count >= least && count <= most ? count : throw new JsonException("A number is out of range.");
    }
}
