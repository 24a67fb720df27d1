using System.Globalization;

namespace QuantGen.Training.Policies;

/// <summary>A place in a policy.</summary>
/// <param name="Path">The name of the file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
internal sealed record PolicyPlace(string Path, int Line, int Column)
{
    /// <summary>Of what was not read from a file.</summary>
    public static PolicyPlace None { get; } = new("policy", 0, 0);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Path}({Line},{Column})");
}
