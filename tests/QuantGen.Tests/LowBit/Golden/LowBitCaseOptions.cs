using System.Text.Json;
using QuantGen.LowBit;

namespace QuantGen.Tests.LowBit;

/// <summary>The options of a vector under the peer's names. One that nobody asked for is an error, so that none is overlooked.</summary>
internal sealed class LowBitCaseOptions(JsonElement json)
{
    private readonly HashSet<string> _left = [.. json.EnumerateObject().Select(static entry => entry.Name)];

    /// <summary>A number, or the default.</summary>
    public double Number(string name, double otherwise) => Take(name) is { } value ? value.GetDouble() : otherwise;

    /// <summary>A number, or null.</summary>
    public double? Number(string name) => Take(name)?.GetDouble();

    /// <summary>A whole number, or null.</summary>
    public int? Integer(string name) => Take(name)?.GetInt32();

    /// <summary>True or false, or null.</summary>
    public bool? Flag(string name) => Take(name)?.GetBoolean();

    /// <summary>A text; empty where there is none.</summary>
    public string Text(string name) => Take(name)?.GetString() ?? "";

    /// <summary>Whether the keywords have this one.</summary>
    public bool HasKeyword(string keyword) => Take("keyword") switch
    {
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Any(item => item.GetString() == keyword),
        { } text => text.GetString()!.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Contains(keyword, StringComparer.Ordinal),
        null => false,
    };

    /// <summary>How many levels there are: <c>level</c>, or 2 to the power of <c>bit</c>.</summary>
    public int Levels(int otherwise = 4) => (Integer("level"), Number("bit")) switch
    {
        ( > 0 and var level, _) => level,
        (_, { } bits) => (int)Math.Pow(2, bits),
        _ => otherwise,
    };

    /// <summary>What most algorithms have: levels, groups, normalization and gradients.</summary>
    /// <param name="algorithm">The algorithm.</param>
    /// <param name="vector">The vector that the options belong to.</param>
    public LowBitSide Side(LowBitAlgorithm algorithm, LowBitCase vector)
    {
        var (groups, size) = Groups(vector);

        // It is stored and does nothing.
        Number("ratio");
        var normalization = Text("adaptive") switch
        {
            "var-mean" or "mean-var" => LowBitNormalization.MeanAndDeviation,
            "var" => LowBitNormalization.Deviation,
            "mean" => LowBitNormalization.Mean,
            _ => LowBitNormalization.None,
        };
        return new LowBitSide
        {
            Algorithm = algorithm,
            Levels = Levels(),
            Groups = groups,
            GroupSize = size,
            Normalization = normalization,
            NormalizeWholeTensor = normalization != LowBitNormalization.None && HasKeyword("independent_norm"),
            RestoreNormalization = Flag("adaptive_restore") is true && normalization != LowBitNormalization.None,
            Gradient = Text("grad_type") switch
            {
                "STE" => GradientKind.UnitWindow,
                "Triangle" => GradientKind.Triangle,
                "STE-scale" => GradientKind.InsideShare,
                _ => GradientKind.Plain,
            },
            LearnedScale = vector.Role != LowBitRole.Activation && (HasKeyword("gamma") || HasKeyword("wt_gamma") || HasKeyword("ot_gamma")),
        };
    }

    /// <summary>Refuses options that were not asked for.</summary>
    public void ThrowIfAnyIsLeft()
    {
        if (_left.Count > 0)
            throw new InvalidOperationException($"The test does not know the option {string.Join(", ", _left)}.");
    }

    private (int? Count, int? Size) Groups(LowBitCase vector)
    {
        var channels = vector.IsWeight ? vector.Shape[0] * vector.Shape[1] : vector.Shape[1];
        return Integer("quant_group") switch
        {
            > 0 and var count when channels % count == 0 => (count, null),
            < 0 and var size when channels % -size == 0 => (null, -size),
            _ => (null, null),
        };
    }

    private JsonElement? Take(string name)
    {
        _left.Remove(name);
        return json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
