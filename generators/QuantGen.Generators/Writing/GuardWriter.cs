using System.Text.RegularExpressions;
using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Writes the conditions under which a quantizer is there, in the words of forward.</summary>
/// <param name="module">The class.</param>
internal sealed class GuardWriter(ModuleModel module)
{
    private static readonly (string Sign, string Opposite)[] s_opposites =
    [
        (" == ", " != "),
        (" != ", " == "),
        (" is not ", " is "),
        (" is ", " is not "),
    ];

    // A name that forward gives to what is there would be declared in the constructor too.
    private static readonly Regex s_present = new(
        @" is (?<not>not )?\{ ?\}( (?!(and|or)\b)@?\w+)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    /// <summary>All conditions of a quantizer, joined; null if it is always there.</summary>
    public string? Condition(QuantizerPlan quantizer) => quantizer.Guards.Count switch
    {
        0 => null,
        1 => Write(quantizer.Guards[0], isAlone: true),
        _ => string.Join(" && ", quantizer.Guards.Select(guard => Write(guard, isAlone: false))),
    };

    /// <summary>How forward names a quantizer: with a <c>!</c> if the compiler thinks that it may be absent there.</summary>
    public string Access(QuantizerPlan quantizer) =>
        (quantizer.Guards.Count > 0 || quantizer is Pact2CallSite { IsNullable: true }) && module.Scope.Nullable == NullableState.Enabled ? quantizer.Name + "!" : quantizer.Name;

    /// <summary>A condition as code that is the first part of a choice.</summary>
    public string Write(GuardModel guard) => Write(guard, isAlone: false);

    private string Write(GuardModel guard, bool isAlone)
    {
        var text = string.Join(" ", WithoutComments(Qualified(guard.Condition)).Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        text = s_present.Replace(text, static match => match.Groups["not"].Success ? " is null" : " is not null");
        if (guard.IsNegated)
            text = Negated(text);
        return isAlone || !text.Contains("||") ? text : $"({text})";
    }

    private static string Negated(string text)
    {
        if (IsName(text))
            return "!" + text;
        if (text[0] == '!' && IsName(text.Substring(1)))
            return text.Substring(1);
        if (text.StartsWith("!(", StringComparison.Ordinal) && text.IndexOf(')') == text.Length - 1)
            return text.Substring(2, text.Length - 3);

        // Not for < and >, which are both false of a NaN.
        foreach (var (sign, opposite) in s_opposites)
        {
            if (text.Split([sign], StringSplitOptions.None) is [var left, var right] && IsName(left) && IsName(right))
                return left + opposite + right;
        }

        return $"!({text})";
    }

    /// <summary>The condition's text, with static members qualified as they are in forward.</summary>
    private string Qualified(TextRange range)
    {
        var text = module.Forward.Text.Substring(range.Start, range.Length);
        foreach (var edit in module.Forward.Edits.Where(edit => edit.Range.Start >= range.Start && edit.Range.End <= range.End).Reverse())
            text = text.Remove(edit.Range.Start - range.Start, edit.Range.Length).Insert(edit.Range.Start - range.Start, edit.Text);
        return text;
    }

    private static string WithoutComments(string text)
    {
        for (var start = text.IndexOf('/'); start >= 0 && start + 1 < text.Length; start = text.IndexOf('/', start + 1))
        {
            var (end, length) = text[start + 1] switch
            {
                '/' => (text.IndexOfAny(['\r', '\n'], start), 0),
                '*' => (text.IndexOf("*/", start, StringComparison.Ordinal), 2),
                _ => (-1, 0),
            };
            if (end >= 0)
                text = text.Remove(start, end + length - start).Insert(start, " ");
        }

        return text;
    }

    private static bool IsName(string text) => text.Length > 0 && text.All(static c => char.IsLetterOrDigit(c) || c is '_' or '.' or '@');
}
