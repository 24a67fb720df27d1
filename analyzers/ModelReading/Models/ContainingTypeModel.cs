namespace QuantGen.ModelReading.Models;

/// <summary>A type that the annotated class is nested in; partial, or there would be a problem.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">Its name, with its type parameters if it has any.</param>
internal sealed record ContainingTypeModel(string Keyword, string Name);
