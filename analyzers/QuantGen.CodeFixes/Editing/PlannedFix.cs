namespace QuantGen.CodeFixes.Editing;

/// <summary>What a fix is going to do about one diagnostic.</summary>
/// <param name="Title">What the user is offered.</param>
/// <param name="EquivalenceKey">What "fix all" takes together.</param>
/// <param name="Edits">The edits, all of which are made, or none.</param>
internal sealed record PlannedFix(string Title, string EquivalenceKey, IReadOnlyList<SourceEdit> Edits);
