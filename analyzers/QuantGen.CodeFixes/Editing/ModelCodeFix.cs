using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace QuantGen.CodeFixes.Editing;

/// <summary>A fix that is planned before it is offered: one that would change nothing is never offered.</summary>
public abstract class ModelCodeFix : CodeFixProvider
{
    private readonly ImmutableArray<string> _ids;

    private protected ModelCodeFix(params string[] ids) => _ids = [.. ids];

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => _ids;

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => EditFixAllProvider.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var session = new EditSession(context.Document.Project.Solution);
            var fix = await PlanAsync(session, context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (fix is not null && session.TryAdd(fix.Edits))
                context.RegisterCodeFix(CodeAction.Create(fix.Title, session.ApplyAsync, fix.EquivalenceKey), diagnostic);
        }
    }

    /// <summary>Plans the fix of a diagnostic; null if it has none.</summary>
    internal abstract Task<PlannedFix?> PlanAsync(
        EditSession session, Document document, Diagnostic diagnostic, CancellationToken cancellation);
}
