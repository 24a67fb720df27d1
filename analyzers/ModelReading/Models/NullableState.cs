namespace QuantGen.ModelReading.Models;

/// <summary>What the compiler makes of nullable reference types where the class stands. The twin is written under the same.</summary>
internal enum NullableState
{
    /// <summary>Neither <c>?</c> on a reference type nor warnings: <c>#nullable disable</c>.</summary>
    Disabled,

    /// <summary>Both: <c>#nullable enable</c>.</summary>
    Enabled,

    /// <summary><c>?</c> without warnings: <c>#nullable enable annotations</c>.</summary>
    Annotations,

    /// <summary>Warnings without <c>?</c>: <c>#nullable enable warnings</c>.</summary>
    Warnings,
}
