using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the using directives: the file's own, and those for what the twin brings in.</summary>
internal static class UsingWriter
{
    /// <summary>Writes the directives at the top of the file.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="scope">The file's own directives.</param>
    /// <param name="namespaces">The namespaces that the twin needs besides.</param>
    public static void Write(CodeWriter code, ScopeModel scope, IEnumerable<string> namespaces)
    {
        var directives = scope.FileUsings
            .Concat(namespaces.Select(static name => "using " + name + ";"))
            .GroupBy(static directive => directive.Replace("global::", ""), StringComparer.Ordinal)
            .Select(static same => same.First())
            .OrderBy(Rank)
            .ThenBy(static directive => directive.TrimEnd(';'), StringComparer.Ordinal)
            .ToArray();

        foreach (var directive in directives)
            code.Line(directive);
        if (directives.Length > 0)
            code.Line();
    }

    /// <summary>Namespaces first, System's before the others; then static directives; then aliases.</summary>
    private static int Rank(string directive)
    {
        if (directive.Contains('='))
            return 3;
        if (directive.StartsWith("using static ", StringComparison.Ordinal))
            return 2;
        return directive.StartsWith("using System", StringComparison.Ordinal) ? 0 : 1;
    }
}
