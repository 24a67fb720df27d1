using System.Globalization;
using System.Text;
using System.Text.Json;

namespace QuantGen.Sensitivity;

/// <summary>How sensitive a model is to the quantization of its layers.</summary>
/// <param name="Mode">Which layers were quantized while one was looked at.</param>
/// <param name="HigherIsBetter">Whether a higher score is better.</param>
/// <param name="Reference">
/// The score that the layers are compared with: that of the model in float for <see cref="SensitivityMode.OneQuantized"/>, that of the model
/// with every layer quantized for <see cref="SensitivityMode.OneFloat"/>.
/// </param>
/// <param name="Layers">
/// The layers, the most sensitive first, those without a number (a score that is NaN) before all others; equals in the order of the model.
/// </param>
public sealed record SensitivityResult(
    SensitivityMode Mode, bool HigherIsBetter, double Reference, IReadOnlyList<LayerSensitivity> Layers)
{
    /// <summary>
    /// One line of JSON: <c>mode</c> (<c>oneQuantized</c> or <c>oneFloat</c>), <c>higherIsBetter</c>, <c>reference</c> and <c>layers</c>, a
    /// list of <c>layer</c>, <c>score</c>, <c>sensitivity</c>. What is no number is one of the texts NaN, Infinity, -Infinity.
    /// </summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("mode", Mode == SensitivityMode.OneQuantized ? "oneQuantized" : "oneFloat");
            writer.WriteBoolean("higherIsBetter", HigherIsBetter);
            Write(writer, "reference", Reference);
            writer.WriteStartArray("layers");
            foreach (var layer in Layers)
            {
                writer.WriteStartObject();
                writer.WriteString("layer", layer.Layer);
                Write(writer, "score", layer.Score);
                Write(writer, "sensitivity", layer.Sensitivity);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }

    /// <summary>One line for each layer: path, score and sensitivity.</summary>
    public override string ToString()
    {
        var width = Layers.Max(static layer => (int?)layer.Layer.Length) ?? 0;
        return string.Concat(Layers.Select(layer => string.Create(
            CultureInfo.InvariantCulture, $"{layer.Layer.PadRight(width)} {layer.Score,12:G6} {layer.Sensitivity,12:G4}\n")));
    }

    private static void Write(Utf8JsonWriter writer, string field, double value)
    {
        if (double.IsFinite(value))
            writer.WriteNumber(field, value);
        else
            writer.WriteString(field, value.ToString(CultureInfo.InvariantCulture));
    }
}
