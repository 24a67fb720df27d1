namespace QuantGen.ModelReading.Reading;

/// <summary>An argument of an annotation.</summary>
/// <param name="Name">The property that it sets.</param>
/// <param name="Value">Its value; null if the compiler found none.</param>
/// <param name="Member">Of a value of an enumeration, the member that it is; null if there is none.</param>
internal readonly record struct AnnotationArgument(string Name, object? Value, string? Member);
