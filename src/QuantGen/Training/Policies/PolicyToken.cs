namespace QuantGen.Training.Policies;

/// <summary>A word of a policy.</summary>
/// <param name="Text">The word.</param>
/// <param name="Place">Where it begins.</param>
internal sealed record PolicyToken(string Text, PolicyPlace Place)
{
    private const int LongestShown = 60;

    /// <summary>The word for messages: short, and on one line.</summary>
    public string Shown
    {
        get
        {
            var part = Text.Length <= LongestShown ? Text : Text[..LongestShown] + "...";
            return new string([.. part.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        }
    }

    /// <summary>An error at the word.</summary>
    public PolicyException Error(string sentence) => new(Place, sentence);
}
