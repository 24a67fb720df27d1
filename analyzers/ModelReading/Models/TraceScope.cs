using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>How names resolve in the files of a symbolic forward.</summary>
/// <param name="FileUsings">The using directives at the top of the class's files, as written, in order.</param>
/// <param name="NamespaceUsings">Those inside the namespace.</param>
/// <param name="Imports">The directives for what the files bring in.</param>
/// <param name="Value">How the files name a value of a graph.</param>
/// <param name="Traceable">How they name the interface.</param>
/// <param name="List">How they name a list that is only read.</param>
/// <param name="Failure">How they name the exception for what cannot be exported.</param>
/// <param name="Nullable">The nullable context of the class.</param>
internal sealed record TraceScope(
    EquatableArray<string> FileUsings,
    EquatableArray<string> NamespaceUsings,
    EquatableArray<string> Imports,
    string Value,
    string Traceable,
    string List,
    string Failure,
    NullableState Nullable);
