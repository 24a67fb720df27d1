using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>How names resolve where the class stands, so that the twin's file can resolve them alike.</summary>
/// <param name="FileUsings">The using directives at the top of the file that the twin may need, as written, in order.</param>
/// <param name="NamespaceUsings">Those inside the namespace.</param>
/// <param name="TakenNames">Of the simple names the twin would like to write, those that mean something else here.</param>
/// <param name="BarredNamespaces">The namespaces that the twin's file may not use as a whole, because a name in forward would become ambiguous.</param>
/// <param name="Nullable">The nullable context of the class.</param>
internal sealed record ScopeModel(
    EquatableArray<string> FileUsings,
    EquatableArray<string> NamespaceUsings,
    EquatableArray<string> TakenNames,
    EquatableArray<string> BarredNamespaces,
    NullableState Nullable);
