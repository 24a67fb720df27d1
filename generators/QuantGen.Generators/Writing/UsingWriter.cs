using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the using directives: the file's own, and those for what the twin brings in.</summary>
internal static class UsingWriter
{
    private const string Global = "global::";

    /// <summary>Writes the directives at the top of the file.</summary>
    /// <param name="code">Takes the lines.</param>
    /// <param name="ofFile">The file's own directives.</param>
    /// <param name="others">Those that the generated code needs besides.</param>
    public static void Write(CodeWriter code, EquatableArray<string> ofFile, List<string> others)
    {
        var directives = new Directive[ofFile.Count + others.Count];
        var count = 0;
        foreach (var directive in ofFile)
            Add(directive, directives, ref count);
        foreach (var directive in others)
            Add(directive, directives, ref count);

        for (var i = 0; i < count; i++)
            code.Line(directives[i].Text);
        if (count > 0)
            code.Line();
    }

    private static void Add(string text, Directive[] directives, ref int count)
    {
        var directive = new Directive(text, text.Replace(Global, ""), Rank(text));
        for (var i = 0; i < count; i++)
        {
            if (directives[i].Bare == directive.Bare)
                return;
        }

        // They come nearly sorted.
        var place = count++;
        for (; place > 0 && IsBehind(directives[place - 1], directive); place--)
            directives[place] = directives[place - 1];
        directives[place] = directive;
    }

    private static bool IsBehind(Directive left, Directive right)
    {
        if (left.Rank != right.Rank)
            return left.Rank > right.Rank;

        // A namespace comes before those inside it.
        var (leftLength, rightLength) = (LengthOf(left.Text), LengthOf(right.Text));
        var byText = string.CompareOrdinal(left.Text, 0, right.Text, 0, Math.Min(leftLength, rightLength));
        return byText > 0 || (byText == 0 && leftLength > rightLength);
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

    /// <summary>A directive on its way to its place.</summary>
    /// <param name="Text">What is written.</param>
    /// <param name="Bare">The text without <c>global::</c>, by which one is known again.</param>
    /// <param name="Rank">Its group.</param>
    private readonly record struct Directive(string Text, string Bare, int Rank);
}
