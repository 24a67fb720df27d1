namespace QuantGen.Training.Policies;

/// <summary>A line of a policy that is not blank: <c>name: value value</c>.</summary>
/// <param name="Name">The words before the colon.</param>
/// <param name="Values">The words behind it, which commas or blanks part.</param>
/// <param name="End">Where a value that is missing would stand.</param>
internal sealed record PolicyLine(IReadOnlyList<PolicyToken> Name, IReadOnlyList<PolicyToken> Values, PolicyPlace End)
{
    private const string Separators = " \t";

    /// <summary>Takes a line apart.</summary>
    /// <param name="text">The line without its end.</param>
    /// <param name="path">The file.</param>
    /// <param name="number">The line's number.</param>
    /// <returns>Null for a line that is blank but for a comment.</returns>
    /// <exception cref="PolicyException">There is no colon, or nothing before it.</exception>
    public static PolicyLine? Read(string text, string path, int number)
    {
        var content = text.IndexOf('#', StringComparison.Ordinal) is >= 0 and var comment ? text[..comment] : text;
        var start = 0;
        while (start < content.Length && char.IsWhiteSpace(content[start]))
            start++;

        if (start == content.Length)
            return null;

        var colon = content.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new PolicyException(Place(start), "there is no colon in this line; write 'attribute: value' or 'on SECTION:', and a # before a comment.");

        var name = Words(0, colon, Separators);
        return name.Count == 0
            ? throw new PolicyException(Place(colon), "there is nothing before the colon; write 'attribute: value' or 'on SECTION:'.")
            : new PolicyLine(name, Words(colon + 1, content.Length, Separators + ","), Place(colon + 1));

        List<PolicyToken> Words(int from, int end, string separators)
        {
            var words = new List<PolicyToken>();
            for (var at = from; at < end;)
            {
                var next = at;
                while (next < end && !separators.Contains(content[next], StringComparison.Ordinal))
                    next++;

                if (next > at)
                    words.Add(new PolicyToken(content[at..next], Place(at)));

                at = next + 1;
            }

            return words;
        }

        PolicyPlace Place(int index) => new(path, number, index + 1);
    }
}
