using Xunit;

namespace QuantGen.Testing;

/// <summary>A fact that needs a file or folder of <see cref="SharedFolder"/>, and is skipped with that reason where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    /// <summary>Skips the test unless <paramref name="relativePath"/> exists below the shared folder.</summary>
    public SharedDataFactAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (!SharedFolder.Has(relativePath))
            Skip = $"'{SharedFolder.Combine(relativePath)}' is not there.";
    }

    /// <summary>The path below the shared folder that the test reads.</summary>
    public string RelativePath { get; }
}
