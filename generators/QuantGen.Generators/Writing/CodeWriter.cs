using System.Text;

namespace QuantGen.Generators.Writing;

/// <summary>Builds C# line by line: four spaces a level, line feeds on every system, nothing that depends on culture.</summary>
internal sealed class CodeWriter
{
    /// <summary>The width that lists are broken at.</summary>
    public const int MaximumWidth = 120;

    private const int IndentationSize = 4;

    private readonly StringBuilder _text = new();
    private int _level;

    /// <summary>Spaces before a line at the current level.</summary>
    public int Indentation => _level * IndentationSize;

    /// <summary>Writes a line.</summary>
    public void Line(string text) => _text.Append(' ', Indentation).Append(text).Append('\n');

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes text that is indented already.</summary>
    public void Raw(string text) => _text.Append(text);

    /// <summary>Opens a block of braces and leaves it when the result is disposed.</summary>
    public Scope Block()
    {
        Line("{");
        _level++;
        return new Scope(this, "}");
    }

    /// <summary>Indents further until the result is disposed.</summary>
    public Scope Indent()
    {
        _level++;
        return new Scope(this, closing: null);
    }

    /// <summary>The text so far.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Ends a level of indentation.</summary>
    internal readonly struct Scope(CodeWriter writer, string? closing) : IDisposable
    {
        /// <inheritdoc />
        public void Dispose()
        {
            writer._level--;
            if (closing is not null)
                writer.Line(closing);
        }
    }
}
