using Microsoft.CodeAnalysis;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Tells for a whole compilation whether any type has a name at all, besides the one it is wanted for. Nearly always none
/// has, and the lookup in every class that wants the name can be spared.
/// </summary>
/// <param name="compilation">The compilation.</param>
internal sealed class DeclaredNames(Compilation compilation)
{
    // The compiler gathers these once for all files that stay between two compilations; asking it for a single name goes through all types each time.
    private readonly ICollection<string> _inSource = compilation.Assembly.TypeNames;
    private readonly List<IAssemblySymbol> _libraries = UnexpectedOf(compilation);
    private readonly Dictionary<string, bool> _members = new(StringComparer.Ordinal);

    /// <summary>The names of a compilation.</summary>
    public static DeclaredNames Of(Compilation compilation) => CompilationFacts.Of(compilation).Names;

    /// <summary>Whether source or a library other than those that QuantGen builds on has a type of that name.</summary>
    public bool MayExist(string name) => IsInSource(name) || IsInLibrary(name);

    /// <summary>Whether a type in source has that name.</summary>
    public bool IsInSource(string name) => _inSource.Contains(name);

    /// <summary>Whether a type in source has a member of that name.</summary>
    public bool MayBeMember(string name)
    {
        lock (_members)
        {
            if (!_members.TryGetValue(name, out var isMember))
                _members.Add(name, isMember = compilation.ContainsSymbolsWithName(name, SymbolFilter.Member));
            return isMember;
        }
    }

    private bool IsInLibrary(string name)
    {
        foreach (var library in _libraries)
        {
            if (library.TypeNames.Contains(name))
                return true;
        }

        return false;
    }

    private static List<IAssemblySymbol> UnexpectedOf(Compilation compilation)
    {
        var libraries = new List<IAssemblySymbol>();
        foreach (var library in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (!IsExpected(library.Name))
                libraries.Add(library);
        }

        return libraries;
    }

    /// <summary>The framework has no type named like a layer or quantizer, and TorchSharp's and QuantGen's own are what is wanted.</summary>
    private static bool IsExpected(string library) =>
        library is "TorchSharp" or "SystemTorch" or "QuantGen" or "mscorlib" or "netstandard"
        || library.StartsWith("System", StringComparison.Ordinal)
        || library.StartsWith("Microsoft.", StringComparison.Ordinal);
}
