using Xunit;

namespace QuantGen.Testing;

/// <summary>A theory that needs a file or folder of <see cref="SharedFolder"/>; where it is absent, the reason it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    /// <summary>Skips the tests unless <paramref name="relativePath"/> exists below the shared folder.</summary>
    public SharedDataTheoryAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (!SharedFolder.Has(relativePath))
            Skip = $"'{SharedFolder.Combine(relativePath)}' is not there.";
    }

    /// <summary>The path below the shared folder that the tests read.</summary>
    public string RelativePath { get; }
}
