using System.Reflection;

namespace QuantGen.Testing.Snapshots;

/// <summary>The folder of accepted files beside the tests of a project.</summary>
public static class SnapshotFolder
{
    /// <summary>The folder beside a test's source file.</summary>
    /// <param name="source">The file, as the compiler names it; deterministic builds name it from "/_/" on.</param>
    public static string Beside(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var file = source.StartsWith("/_/", StringComparison.Ordinal) ? RepositoryRoot.Combine(source[3..]) : source;
        return Path.Combine(Path.GetDirectoryName(file)!, "Snapshots");
    }

    /// <summary>The accepted files in a folder.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.verified.*").Order(StringComparer.Ordinal) : [];

    /// <summary>What is wrong with a folder: files that belong to no test, that lack the byte order mark or hold a carriage return.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="tests">The assembly of the tests.</param>
    public static IReadOnlyList<string> Faults(string folder, Assembly tests)
    {
        ArgumentNullException.ThrowIfNull(tests);

        var methods = tests.GetTypes()
            .SelectMany(static type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        var faults = new List<string>();
        foreach (var file in Files(folder))
        {
            var name = Path.GetFileName(file);
            var test = name.Split('#')[0];
            if (!methods.Contains(test) && !methods.Contains(test.Split('_')[0]))
                faults.Add($"{name} belongs to no test.");

            var bytes = File.ReadAllBytes(file);
            if (bytes is not [0xEF, 0xBB, 0xBF, ..])
                faults.Add($"{name} has no byte order mark.");
            if (bytes.Contains((byte)'\r'))
                faults.Add($"{name} holds a carriage return.");
        }

        return faults;
    }
}
