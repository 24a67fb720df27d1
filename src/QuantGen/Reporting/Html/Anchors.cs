using System.Text;

namespace QuantGen.Reporting.Html;

/// <summary>Gives layers and quantizers ids that links can use: their paths, with other characters than letters, digits, dots and lines replaced.</summary>
internal sealed class Anchors
{
    private readonly Dictionary<string, string> _quantizers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _layers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Makes the ids of a report's layers and quantizers.</summary>
    public Anchors(QuantizationReport report)
    {
        foreach (var quantizer in report.Quantizers)
            _quantizers.TryAdd(quantizer.Name, Unique("q-", quantizer.Name));
        foreach (var layer in report.Layers)
            _layers.TryAdd(layer.Name, Unique("l-", layer.Name));
    }

    /// <summary>The id of a quantizer of the report.</summary>
    public string Quantizer(string name) => _quantizers[name];

    /// <summary>The id of a layer of the report, or of a quantizer that stands by itself among the layers.</summary>
    public string Layer(string name) => _layers[name];

    /// <summary>A link to the quantizer of a name, or else to the layer; null for a name that is neither.</summary>
    public string? Link(string name) => _quantizers.TryGetValue(name, out var id) || _layers.TryGetValue(name, out id) ? "#" + id : null;

    private string Unique(string prefix, string name)
    {
        var id = new StringBuilder(prefix);
        foreach (var character in name)
            id.Append(char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '-');

        var unique = id.ToString();
        for (var number = 2; !_taken.Add(unique); number++)
            unique = FormattableString.Invariant($"{id}-{number}");

        return unique;
    }
}
