using System.Buffers;
using System.Runtime.CompilerServices;

namespace QuantGen.Generators.Writing;

/// <summary>Builds C# line by line: four spaces a level, line feeds on every system, nothing that depends on culture.</summary>
/// <remarks>A twin is written into a rented buffer, and nothing but its whole text is ever made a string.</remarks>
internal sealed class CodeWriter : IDisposable
{
    /// <summary>The width that lists are broken at.</summary>
    public const int MaximumWidth = 120;

    private const int IndentationSize = 4;
    private const int SizeOfMost = 8192;

    private char[] _text = ArrayPool<char>.Shared.Rent(SizeOfMost);
    private int _level;

    /// <summary>Spaces before a line at the current level.</summary>
    public int Indentation => _level * IndentationSize;

    /// <summary>How many characters were written.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a line.</summary>
    public void Line(string text)
    {
        StartLine();
        Raw(text);
        EndLine();
    }

    /// <summary>Writes a line that is put together from parts, which are written as they are met.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] Parts parts)
    {
        _ = parts;
        EndLine();
    }

    /// <summary>Writes an empty line.</summary>
    public void Line() => EndLine();

    /// <summary>Begins a line that is written piece by piece.</summary>
    public void StartLine() => Repeat(' ', Indentation);

    /// <summary>Ends a line that was written piece by piece.</summary>
    public void EndLine() => Raw('\n');

    /// <summary>Writes text that is indented already.</summary>
    public void Raw(string? text)
    {
        if (text is null)
            return;

        Reserve(text.Length);
        text.CopyTo(0, _text, Length, text.Length);
        Length += text.Length;
    }

    /// <summary>Writes a stretch of a text that is indented already.</summary>
    public void Raw(string text, int start, int length)
    {
        Reserve(length);
        text.CopyTo(start, _text, Length, length);
        Length += length;
    }

    /// <summary>Puts what was written from a place on before all that was written until there.</summary>
    public void MoveToFront(int start)
    {
        var count = Length - start;
        Reserve(count);
        Array.Copy(_text, 0, _text, count, Length);
        Array.Copy(_text, Length, _text, 0, count);
    }

    /// <summary>Writes one character.</summary>
    public void Raw(char character)
    {
        Reserve(1);
        _text[Length++] = character;
    }

    /// <summary>Writes a character several times.</summary>
    public void Repeat(char character, int count)
    {
        Reserve(count);
        _text.AsSpan(Length, count).Fill(character);
        Length += count;
    }

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
    public override string ToString() => new(_text, 0, Length);

    /// <inheritdoc />
    public void Dispose()
    {
        ArrayPool<char>.Shared.Return(_text);
        _text = [];
        Length = 0;
    }

    private void Reserve(int count)
    {
        if (Length + count <= _text.Length)
            return;

        var larger = ArrayPool<char>.Shared.Rent(Math.Max(2 * _text.Length, Length + count));
        Array.Copy(_text, larger, Length);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }

    /// <summary>Writes the parts of an interpolated string one by one, so that no string is made of them first.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Parts
    {
        private readonly CodeWriter _writer;

        /// <summary>Begins a line.</summary>
        public Parts(int literalLength, int formattedCount, CodeWriter writer)
        {
            _ = literalLength + formattedCount;
            _writer = writer;
            writer.StartLine();
        }

        /// <summary>Writes what stands between holes.</summary>
        public void AppendLiteral(string text) => _writer.Raw(text);

        /// <summary>Writes what fills a hole.</summary>
        public void AppendFormatted(string? text) => _writer.Raw(text);
    }

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
