using System.Text;
using static TorchSharp.torch;

namespace QuantGen.Checkpoints;

/// <summary>Makes texts of the keys in a file. A key that the model has too is the model's own text, and takes no memory.</summary>
internal sealed class KeyNames
{
    /// <summary>The longest key that a file may have, in bytes.</summary>
    public const int Longest = 4096;

    /// <summary>Knows no keys.</summary>
    public static KeyNames None { get; } = new(null);

    private readonly Dictionary<string, Tensor>.AlternateLookup<ReadOnlySpan<char>>? _known;

    /// <summary>Knows the keys of a model.</summary>
    /// <param name="state">The model's state_dict; null for no model.</param>
    public KeyNames(Dictionary<string, Tensor>? state)
    {
        if (state is not null && state.TryGetAlternateLookup<ReadOnlySpan<char>>(out var known))
            _known = known;
    }

    /// <summary>The text of a key.</summary>
    /// <param name="key">The key in UTF-8, at most <see cref="Longest"/> bytes.</param>
    /// <param name="budget">What a new text may take.</param>
    public string Of(ReadOnlySpan<byte> key, ReadBudget budget)
    {
        Span<char> letters = stackalloc char[Longest];
        ReadOnlySpan<char> text = letters[..Encoding.UTF8.GetChars(key, letters)];
        if (Known(text) is { } known)
            return known;

        budget.TakeText(text.Length);
        return text.ToString();
    }

    /// <summary>The text of a key that stands in a longer one.</summary>
    public string Of(ReadOnlySpan<char> key) => Known(key) ?? key.ToString();

    private string? Known(ReadOnlySpan<char> key) => _known is { } known && known.TryGetValue(key, out var text, out _) ? text : null;
}
