namespace SampleKit.Commands;

/// <summary>A value that was read, to tell it from none.</summary>
internal readonly record struct Parsed<T>(T Value);
