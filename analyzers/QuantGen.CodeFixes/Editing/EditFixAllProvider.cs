using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace QuantGen.CodeFixes.Editing;

/// <summary>
/// Fixes everything in one session. The stock provider fixes each diagnostic alone and merges the texts, which would give two new fields
/// of a class one name, and cannot follow a partial class into its other file.
/// </summary>
internal sealed class EditFixAllProvider : FixAllProvider
{
    private EditFixAllProvider()
    {
    }

    public static EditFixAllProvider Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() =>
        [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        var context = fixAllContext ?? throw new ArgumentNullException(nameof(fixAllContext));
        var session = new EditSession(context.Solution);
        var title = default(string);
        foreach (var document in Documents(context))
        {
            var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
            foreach (var diagnostic in diagnostics.OrderBy(static diagnostic => diagnostic.Location.SourceSpan.Start))
            {
                var fix = await ((ModelCodeFix)context.CodeFixProvider)
                    .PlanAsync(session, document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                if (fix is not null && fix.EquivalenceKey == context.CodeActionEquivalenceKey && session.TryAdd(fix.Edits))
                    title ??= fix.Title;
            }
        }

        return title is null ? null : CodeAction.Create(title, session.ApplyAsync, context.CodeActionEquivalenceKey);
    }

    private static ImmutableArray<Document> Documents(FixAllContext context)
    {
        var documents = context.Scope switch
        {
            FixAllScope.Document when context.Document is { } document => [document],
            FixAllScope.Project => context.Project.Documents,
            FixAllScope.Solution => context.Solution.Projects.SelectMany(static project => project.Documents),
            _ => [],
        };

        // In the order of the files, so that names come out the same each time.
        return [.. documents.OrderBy(static document => document.FilePath ?? document.Name, StringComparer.Ordinal)];
    }
}
