using System.Text.Json;
using QuantGen.LowBit;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>One vector of an algorithm: what goes in, what is learned, and what must come out.</summary>
public sealed class LowBitCase : IXunitSerializable
{
    private JsonElement _file;
    private JsonElement _json;

    /// <summary>For the test runner, which fills it through <see cref="Deserialize"/>.</summary>
    public LowBitCase()
    {
    }

    internal LowBitCase(string file, string id) => Open(file, id);

    /// <summary>The file's name without extension.</summary>
    public string File { get; private set; } = "";

    /// <summary>The vector's id.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Whether it is a weight, and not an activation.</summary>
    internal bool IsWeight => Role == LowBitRole.Weight;

    /// <summary>Which tensor of a layer it is.</summary>
    internal LowBitRole Role => _json.GetProperty("tag").GetString() switch
    {
        "wt" => LowBitRole.Weight,
        "ot" => LowBitRole.Output,
        _ => LowBitRole.Activation,
    };

    /// <summary>The tensor's shape.</summary>
    internal long[] Shape => [.. _json.GetProperty("shape").EnumerateArray().Select(static extent => extent.GetInt64())];

    /// <summary>The options, of which each must be asked for.</summary>
    internal LowBitCaseOptions Options => new(_json.GetProperty("options"));

    /// <summary>What values may differ by, absolutely and relatively.</summary>
    internal (double Absolute, double Relative) Tolerance => _file.TryGetProperty("tolerance", out var tolerance)
        ? (tolerance.GetProperty("atol").GetDouble(), tolerance.GetProperty("rtol").GetDouble())
        : (2e-5, 2e-5);

    /// <summary>The values of learned parameters before the step, by name.</summary>
    internal IEnumerable<(string Name, float[] Values)> Parameters =>
        from entry in Fields(_json, "params")
        select (entry.Name, Floats(entry.Value.ValueKind == JsonValueKind.Object ? entry.Value.GetProperty("data") : entry.Value));

    /// <summary>The gradients of learned parameters, by name.</summary>
    internal IEnumerable<(string Name, double[] Values)> ParameterGradients =>
        from entry in Fields(_json.GetProperty("expected"), "dparams")
        select (entry.Name, Numbers(entry.Value));

    /// <summary>The buffers after the step, by name.</summary>
    internal IEnumerable<(string Name, double[] Values)> State =>
        from entry in Fields(_json.GetProperty("expected"), "state")
        select (entry.Name, Numbers(entry.Value));

    /// <summary>The result.</summary>
    internal double[] Result => Numbers(_json.GetProperty("expected").GetProperty("y"));

    /// <summary>The gradient by the input.</summary>
    internal double[] InputGradient => Numbers(_json.GetProperty("expected").GetProperty("dx"));

    /// <summary>The input.</summary>
    internal Tensor Input() => tensor(Floats(_json.GetProperty("x")), Shape);

    /// <summary>The gradient by the result.</summary>
    internal Tensor Gradient() => tensor(Floats(_json.GetProperty("grad_out")), Shape);

    /// <summary>The numbers of a list of any depth, or of a tensor's <c>data</c>.</summary>
    internal static double[] Numbers(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Array => [.. json.EnumerateArray().SelectMany(Numbers)],
        JsonValueKind.Object => Numbers(json.GetProperty("data")),
        _ => [json.GetDouble()],
    };

    /// <summary>The same in float32.</summary>
    internal static float[] Floats(JsonElement json) => [.. Numbers(json).Select(static number => (float)number)];

    /// <inheritdoc/>
    public override string ToString() => Id;

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        info.AddValue(nameof(File), File);
        info.AddValue(nameof(Id), Id);
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        Open(info.GetValue<string>(nameof(File)), info.GetValue<string>(nameof(Id)));
    }

    private void Open(string file, string id)
    {
        (File, Id) = (file, id);
        (_file, _json) = LowBitVectors.Element(file, id);
    }

    private static List<JsonProperty> Fields(JsonElement json, string name) =>
        json.TryGetProperty(name, out var fields) ? [.. fields.EnumerateObject()] : [];
}
