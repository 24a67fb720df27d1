namespace QuantGen.Reporting.Html;

/// <summary>A column of a table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Class"><c>n</c> for numbers, <c>wide</c> for what is left out where the page is narrow; null for text.</param>
/// <param name="Hint">What it means, where the heading alone does not say.</param>
internal readonly record struct PageColumn(string Title, string? Class = null, string? Hint = null);
