using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Xunit;

namespace QuantGen.Analyzers.Tests.Verification;

/// <summary>
/// Applies a rule's fix to marked-up source: one after the other until there is nothing left to fix, and all at once in a document, a
/// project and a solution; with LF and with CRLF. All ways must lead to the same text, which must compile, be formatted, and have nothing
/// left that the fix could do.
/// </summary>
/// <typeparam name="TAnalyzer">The rule.</typeparam>
/// <typeparam name="TFix">Its fix.</typeparam>
internal static class CodeFixVerifier<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    // More fixes than any test needs; a fix that undoes itself would go on for ever.
    private const int MaximumSteps = 25;

    /// <summary>Verifies what becomes of a file.</summary>
    /// <param name="before">The source, its spans marked.</param>
    /// <param name="after">The source once everything is fixed.</param>
    /// <param name="title">What the first fix is offered as; null to leave it alone.</param>
    /// <param name="twin">A class that the generator must write for the fixed source, as <c>Samples.QuantNet</c>; null for none.</param>
    public static Task VerifyAsync(string before, string after, string? title = null, string? twin = null) =>
        VerifyAsync([before], [after], title, twin);

    /// <summary>Verifies what becomes of several files of a project.</summary>
    public static async Task VerifyAsync(string[] before, string[] after, string? title = null, string? twin = null)
    {
        await AnalyzerVerifier<TAnalyzer>.VerifyAsync(before);
        var sources = before.Select(static source => Markup.Parse(source).Source).ToList();
        await FormattedAsync(TestWorkspace.Create(sources), "before");

        var one = await OneByOneAsync(TestWorkspace.Create(sources), title);
        Same(after, await TextsAsync(one), "one by one");
        await FormattedAsync(one, "after");

        var withReturns = await OneByOneAsync(TestWorkspace.Create(sources.Select(CarriageReturns)), title);
        Same(after.Select(CarriageReturns), await TextsAsync(withReturns), "with CRLF");

        foreach (var scope in (FixAllScope[])[FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution])
            Same(after, await TextsAsync(await AllAsync(TestWorkspace.Create(sources), scope)), $"all at once in a {scope}");

        var compilation = await one.CompileAsync(withTwins: true);
        if (twin is not null)
            Assert.True(compilation.GetTypeByMetadataName(twin) is not null, $"The fixed source gets no {twin}.");
    }

    /// <summary>Verifies that the rule reports the marked spans, and that no fix is offered for them.</summary>
    public static async Task VerifyNoFixAsync(string marked)
    {
        await AnalyzerVerifier<TAnalyzer>.VerifyAsync(marked);
        var project = TestWorkspace.Create(Markup.Parse(marked).Source);
        Assert.Null(await FirstAsync(project));
    }

    private static async Task<Project> OneByOneAsync(Project project, string? title)
    {
        for (var step = 0; step < MaximumSteps; step++)
        {
            if (await FirstAsync(project) is not var (action, _, _))
                return project;

            if (step == 0 && title is not null)
                Assert.Equal(title, action.Title);
            project = await ApplyAsync(project, action);
        }

        throw new InvalidOperationException($"The fix finds no end:\n{string.Join('\n', await TextsAsync(project))}");
    }

    private static async Task<Project> AllAsync(Project project, FixAllScope scope)
    {
        var fix = new TFix();
        var provider = fix.GetFixAllProvider();
        Assert.NotNull(provider);
        Assert.Contains(scope, provider.GetSupportedFixAllScopes());

        for (var step = 0; step < MaximumSteps; step++)
        {
            if (await FirstAsync(project) is not var (first, document, _))
                return project;

            var diagnostics = new Diagnostics(await project.AnalyzeAsync(new TAnalyzer()));
            var context = new FixAllContext(document, fix, scope, first.EquivalenceKey!, fix.FixableDiagnosticIds, diagnostics, default);
            var action = await provider.GetFixAsync(context);
            Assert.NotNull(action);
            project = await ApplyAsync(project, action);

            // What one key covers goes in one step, in all documents that the scope covers.
            var (_, next, key) = await FirstAsync(project) ?? default;
            var isCovered = key == first.EquivalenceKey && (next!.Id == document.Id || scope != FixAllScope.Document);
            Assert.False(isCovered, $"Fix all in {scope} left something to fix.");
        }

        throw new InvalidOperationException("Fix all finds no end.");
    }

    /// <summary>The first fix offered in a project, with the document that it is offered in and its key; null if none is.</summary>
    public static async Task<(CodeAction Action, Document Document, string Key)?> FirstAsync(Project project)
    {
        var fix = new TFix();
        foreach (var diagnostic in await project.AnalyzeAsync(new TAnalyzer()))
        {
            if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id, StringComparer.Ordinal))
                continue;

            var actions = new List<CodeAction>();
            var document = project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), default));
            if (actions.Count > 0)
                return (actions[0], document, actions[0].EquivalenceKey!);
        }

        return null;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action)
    {
        Assert.NotNull(action.EquivalenceKey);
        var operation = Assert.Single(await action.GetOperationsAsync(default));
        var changed = Assert.IsType<ApplyChangesOperation>(operation).ChangedSolution.GetProject(project.Id)!;
        Assert.NotEqual(await TextsAsync(project), await TextsAsync(changed));
        await changed.CompileAsync();
        return changed;
    }

    private static async Task<string[]> TextsAsync(Project project)
    {
        var texts = await Task.WhenAll(project.Models().Select(static document => document.GetTextAsync()));
        return [.. texts.Select(static text => text.ToString())];
    }

    private static async Task FormattedAsync(Project project, string when)
    {
        foreach (var document in project.Models())
        {
            var formatted = await Formatter.FormatAsync(document);
            Assert.True(
                (await formatted.GetTextAsync()).ToString() == (await document.GetTextAsync()).ToString(),
                $"Not formatted {when} the fix; formatted it would be\n{await formatted.GetTextAsync()}");
        }
    }

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string how)
    {
        foreach (var (wanted, got) in expected.Zip(actual))
            Assert.True(wanted == got, $"Fixed {how}, expected:\n{wanted}\n\ngot:\n{got}");
    }

    private static string CarriageReturns(string text) => text.ReplaceLineEndings("\r\n");

    private sealed class Diagnostics(ImmutableArray<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return diagnostics.Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.AsEnumerable());
    }
}
