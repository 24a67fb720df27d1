namespace QuantGen.Testing.Compilations;

/// <summary>How a project that refers to another one sees it.</summary>
public enum ReferenceKind
{
    /// <summary>As a file, which is what a build refers to.</summary>
    File,

    /// <summary>As symbols that come with their syntax, which is what an editor refers to.</summary>
    Source,
}
