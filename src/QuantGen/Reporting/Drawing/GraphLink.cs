namespace QuantGen.Reporting.Drawing;

/// <summary>A value on its way from the row that makes it.</summary>
/// <param name="From">The number of the row.</param>
/// <param name="IsQuantized">Whether it is rounded to levels on the way.</param>
internal readonly record struct GraphLink(int From, bool IsQuantized);
