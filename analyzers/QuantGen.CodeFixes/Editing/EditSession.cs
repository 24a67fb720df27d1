using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace QuantGen.CodeFixes.Editing;

/// <summary>Gathers the edits of one fix, or of all fixes at once, and makes them together.</summary>
/// <param name="solution">What is edited.</param>
internal sealed class EditSession(Solution solution)
{
    private readonly Dictionary<DocumentId, List<SourceEdit>> _edits = [];
    private readonly Dictionary<string, HashSet<string>> _names = new(StringComparer.Ordinal);

    /// <summary>The solution before any edit.</summary>
    public Solution Solution => solution;

    /// <summary>Takes edits in, unless one replaces what another does already; then none is taken.</summary>
    public bool TryAdd(IReadOnlyList<SourceEdit> edits)
    {
        var added = edits.Where(edit => !(edit.IsShared && Of(edit.Document).Contains(edit))).ToList();
        if (added.Exists(edit => Of(edit.Document).Exists(other => Collide(other.Span, edit.Span))))
            return false;

        foreach (var edit in added)
            Of(edit.Document).Add(edit);

        return true;
    }

    /// <summary>Names given out in this session, which are as taken as those in the source.</summary>
    /// <param name="scope">What the names have to be unique in.</param>
    public HashSet<string> NamesGiven(ISymbol scope)
    {
        var key = scope.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (!_names.TryGetValue(key, out var names))
            _names[key] = names = new HashSet<string>(StringComparer.Ordinal);

        return names;
    }

    /// <summary>The solution with all edits made.</summary>
    public async Task<Solution> ApplyAsync(CancellationToken cancellation)
    {
        var edited = solution;
        foreach (var pair in _edits)
        {
            var text = await solution.GetDocument(pair.Key)!.GetTextAsync(cancellation).ConfigureAwait(false);
            edited = edited.WithDocumentText(pair.Key, text.WithChanges(Merge(pair.Value)));
        }

        return edited;
    }

    // Insertions may meet at one place, and at the edge of a replacement, but not lie within it.
    private static bool Collide(TextSpan one, TextSpan other) => one.Start < other.End && other.Start < one.End;

    private static IEnumerable<TextChange> Merge(IEnumerable<SourceEdit> edits) =>
        edits
            .GroupBy(static edit => edit.Span)
            .OrderBy(static place => place.Key)
            .Select(static place => new TextChange(place.Key, Concatenate(place.OrderByDescending(static edit => edit.Reach))));

    private static string Concatenate(IEnumerable<SourceEdit> edits) => string.Concat(edits.Select(static edit => edit.Text));

    private List<SourceEdit> Of(DocumentId document)
    {
        if (!_edits.TryGetValue(document, out var edits))
            _edits[document] = edits = [];

        return edits;
    }
}
