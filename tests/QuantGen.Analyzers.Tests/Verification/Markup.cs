using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.Analyzers.Tests.Verification;

/// <summary>
/// Test source with the spans that a rule has to report: <c>[|span|]</c> for the rule under test, <c>{|QG2001:span|}</c> for a named one.
/// </summary>
/// <param name="Source">The source without the marks.</param>
/// <param name="Expected">The spans, in the order in which they begin.</param>
internal sealed record Markup(string Source, ImmutableArray<Markup.Span> Expected)
{
    /// <summary>A marked span.</summary>
    /// <param name="Id">The rule's id; null where the mark names none.</param>
    /// <param name="Text">The place in <see cref="Source"/>.</param>
    internal sealed record Span(string? Id, TextSpan Text);

    /// <summary>Takes the marks out of a text.</summary>
    public static Markup Parse(string marked)
    {
        var source = new StringBuilder();
        var open = new Stack<(string? Id, int Start)>();
        var expected = new List<Span>();
        for (var i = 0; i < marked.Length; i++)
        {
            if (At("[|"))
            {
                open.Push((null, source.Length));
                i++;
            }
            else if (At("{|"))
            {
                var colon = marked.IndexOf(':', i);
                open.Push((marked[(i + 2)..colon], source.Length));
                i = colon;
            }
            else if (At("|]") || At("|}"))
            {
                var (id, start) = open.Pop();
                expected.Add(new Span(id, TextSpan.FromBounds(start, source.Length)));
                i++;
            }
            else
            {
                source.Append(marked[i]);
            }

            bool At(string mark) => string.CompareOrdinal(marked, i, mark, 0, mark.Length) == 0;
        }

        if (open.Count > 0)
            throw new FormatException($"A mark is open at the end of:\n{marked}");

        var ordered = expected.OrderBy(static span => span.Text.Start).ThenBy(static span => -span.Text.Length);
        return new Markup(source.ToString(), [.. ordered]);
    }
}
