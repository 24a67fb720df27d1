using System.Text;
using System.Text.Unicode;

namespace QuantGen.Onnx.Wire;

/// <summary>Makes texts of a file's bytes: the same text, of which a model has many at several places, is made once.</summary>
internal sealed class NameTable
{
    // A place in a table, which doubles when it is full.
    private const int PlaceCost = 60;
    private const int LongestShared = 256;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly OnnxBudget _budget;

    /// <summary>A table without texts.</summary>
    public NameTable(OnnxBudget budget)
    {
        _budget = budget;
        _lookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The text that bytes stand for.</summary>
    /// <returns>Null if they are not UTF-8.</returns>
    /// <exception cref="OnnxException">The budget is spent.</exception>
    public string? Text(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "";
        if (!Utf8.IsValid(bytes))
            return null;
        if (bytes.Length > LongestShared)
            return Make(bytes);

        Span<char> letters = stackalloc char[LongestShared];
        letters = letters[..Encoding.UTF8.GetChars(bytes, letters)];
        if (_lookup.TryGetValue(letters, out var name))
            return name;

        _budget.Take(PlaceCost);
        name = Make(bytes);
        _names.Add(name);
        return name;
    }

    private string Make(ReadOnlySpan<byte> bytes)
    {
        _budget.Take(OnnxBudget.ObjectCost + (sizeof(char) * (long)bytes.Length));
        return Encoding.UTF8.GetString(bytes);
    }
}
