using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the using directives: the file's own, and those for what the twin brings in.</summary>
internal static class UsingWriter
{
    private const string Global = "global::";

    /// <summary>Writes the directives at the top of the file.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="scope">The file's own directives.</param>
    /// <param name="namespaces">The namespaces that the twin needs besides.</param>
    public static void Write(CodeWriter code, ScopeModel scope, IReadOnlyCollection<string> namespaces) =>
        WriteDirectives(code, scope.FileUsings, namespaces.Select(static name => "using " + name + ";"));

    /// <summary>Writes the directives at the top of the file.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="ofFile">The file's own directives.</param>
    /// <param name="others">Those that the generated code needs besides.</param>
    public static void WriteDirectives(CodeWriter code, EquatableArray<string> ofFile, IEnumerable<string> others)
    {
        var directives = new List<string>(ofFile.Count + 4);
        foreach (var directive in ofFile)
            Add(directive, directives);
        foreach (var directive in others)
            Add(directive, directives);

        foreach (var directive in directives)
            code.Line(directive);
        if (directives.Count > 0)
            code.Line();
    }

    private static void Add(string directive, List<string> directives)
    {
        foreach (var other in directives)
        {
            if (other == directive || ((other.Length - directive.Length) % Global.Length == 0 && other.Replace(Global, "") == directive.Replace(Global, "")))
                return;
        }

        // They come nearly sorted.
        var place = directives.Count;
        while (place > 0 && Compare(directives[place - 1], directive) > 0)
            place--;
        directives.Insert(place, directive);
    }

    private static int Compare(string left, string right)
    {
        var byRank = Rank(left).CompareTo(Rank(right));
        if (byRank != 0)
            return byRank;

        // A namespace comes before those inside it.
        var (leftLength, rightLength) = (LengthOf(left), LengthOf(right));
        var byText = string.CompareOrdinal(left, 0, right, 0, Math.Min(leftLength, rightLength));
        return byText != 0 ? byText : leftLength.CompareTo(rightLength);
    }

    private static int LengthOf(string directive) => directive.Length > 0 && directive[directive.Length - 1] == ';' ? directive.Length - 1 : directive.Length;

    /// <summary>Namespaces first, System's before the others; then static directives; then aliases.</summary>
    private static int Rank(string directive)
    {
        if (directive.IndexOf('=') >= 0)
            return 3;
        if (directive.StartsWith("using static ", StringComparison.Ordinal))
            return 2;
        return directive.StartsWith("using System", StringComparison.Ordinal) ? 0 : 1;
    }
}
