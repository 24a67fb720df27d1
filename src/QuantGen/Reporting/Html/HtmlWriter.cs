using System.Buffers;
using System.Globalization;
using System.Text;

namespace QuantGen.Reporting.Html;

/// <summary>
/// Writes HTML and inline SVG. Text and attribute values are escaped here and nowhere else: there is no way to write markup but by its elements.
/// </summary>
internal sealed class HtmlWriter
{
    // Elements that have no content, and no end tag.
    private static readonly SearchValues<string> Void = SearchValues.Create(["meta", "input", "wbr", "br"], StringComparison.Ordinal);

    private readonly StringBuilder _text = new("<!DOCTYPE html>\n");
    private readonly Stack<string> _open = [];

    /// <summary>Begins an element, which ends when the result is disposed.</summary>
    /// <param name="name">The name of the element, a constant.</param>
    /// <param name="attributes">Names, constants, and values. An attribute whose value is null is left out; one whose value is empty has none.</param>
    public IDisposable Element(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        if (Void.Contains(name))
            throw new ArgumentException($"The element {name} has no content.", nameof(name));

        Tag(name, attributes);
        _open.Push(name);
        return new Scope(this, _open.Count);
    }

    /// <summary>Writes an element that holds text; nothing within it when there is none.</summary>
    public void Element(string name, string text, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        using (Element(name, attributes))
            Text(text);
    }

    /// <summary>Writes an element that has no content.</summary>
    public void Empty(string name, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Tag(name, attributes);
        if (!Void.Contains(name))
            _text.Append("</").Append(name).Append('>');
    }

    /// <summary>Writes text.</summary>
    public void Text(string text) => Escape(text);

    /// <summary>Writes a path such as <c>layer1.0.conv1</c>, which may break after its dots and underscores.</summary>
    public void Path(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            Escape(path[i].ToString());
            if (path[i] is '.' or '_' && i > 0 && i + 1 < path.Length)
                Empty("wbr");
        }
    }

    /// <summary>Ends a line of the file.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes a style sheet or script of this assembly as it is.</summary>
    public void Embedded(string name, PageAsset asset)
    {
        _text.Append('<').Append(name).Append('>').Append(asset.Content).Append("</").Append(name).Append(">\n");
    }

    /// <summary>What was written.</summary>
    public override string ToString() => _open.Count == 0
        ? _text.ToString()
        : throw new InvalidOperationException($"The element {_open.Peek()} is not ended.");

    /// <summary>A coordinate or length with at most two digits after the point.</summary>
    public static string Coordinate(double value) =>
        Math.Round(value, 2, MidpointRounding.AwayFromZero).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A number that a script reads.</summary>
    public static string Value(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void Tag(string name, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach (var (attribute, value) in attributes)
        {
            if (value is null)
                continue;

            _text.Append(' ').Append(attribute);
            if (value.Length == 0)
                continue;

            _text.Append("=\"");
            Escape(value);
            _text.Append('"');
        }

        _text.Append('>');
    }

    private void Escape(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),

                // No page may hold these, not even escaped.
                < ' ' and not ('\n' or '\t') or '\u007f' => _text.Append('\ufffd'),
                _ => _text.Append(character),
            };
        }
    }

    private void End(int depth)
    {
        if (_open.Count != depth)
            throw new InvalidOperationException($"The element {_open.Peek()} is not the innermost one.");

        _text.Append("</").Append(_open.Pop()).Append('>');
    }

    private sealed class Scope(HtmlWriter writer, int depth) : IDisposable
    {
        public void Dispose() => writer.End(depth);
    }
}
