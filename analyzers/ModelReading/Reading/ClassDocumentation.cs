using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Reading;

/// <summary>Reads the documentation of a class as the twin repeats it: what it is as a remark, its type parameters as they are.</summary>
internal static class ClassDocumentation
{
    private const string SummaryStart = "/// <summary>";
    private const string SummaryEnd = "</summary>";

    private static readonly char[] s_marks = ['<', '>', '&', '\n', '\r', '\u0085', '\u2028', '\u2029'];

    /// <summary>The lines, without the slashes; none if the class has no documentation that parses.</summary>
    public static EquatableArray<string> Of(TypeDeclarationSyntax declaration)
    {
        var before = declaration.SyntaxTree.GetText().ToString(TextSpan.FromBounds(declaration.FullSpan.Start, declaration.SpanStart)).Trim();
        if (before.Length == 0)
            return default;
        if (PlainSummary(before) is { } summary)
            return summary.Length == 0 || summary.Contains("cref=") ? default : ["<remarks>" + summary + "</remarks>"];

        var lines = new List<string>();
        foreach (var trivia in Comments(declaration))
        {
            if (!trivia.HasStructure || trivia.GetStructure() is not DocumentationCommentTriviaSyntax comment || comment.ContainsDiagnostics)
                continue;

            foreach (var element in comment.Content.OfType<XmlElementSyntax>())
            {
                var name = element.StartTag.Name.ToString();
                if (name == "summary")
                    Add("<remarks>", TextOf(element.Content), "</remarks>", lines);
                else if (name == "typeparam")
                    Add(element.StartTag.ToString(), TextOf(element.Content), element.EndTag.ToString(), lines);
            }
        }

        return lines.ToEquatableArray();
    }

    /// <summary>
    /// What a summary of one line says that is all there is before the class and that has neither tags nor entities in it; null of any other
    /// documentation, which is parsed.
    /// </summary>
    private static string? PlainSummary(string text)
    {
        if (!text.StartsWith(SummaryStart, StringComparison.Ordinal) || !text.EndsWith(SummaryEnd, StringComparison.Ordinal) || text.Length < SummaryStart.Length + SummaryEnd.Length)
            return null;

        var content = text.Substring(SummaryStart.Length, text.Length - SummaryStart.Length - SummaryEnd.Length);
        return content.IndexOfAny(s_marks) < 0 ? Trim(content) : null;
    }

    /// <summary>In a build without a documentation file the compiler takes them for comments like any other.</summary>
    private static SyntaxTriviaList Comments(TypeDeclarationSyntax declaration)
    {
        var comments = declaration.GetLeadingTrivia();
        var text = comments.Any(static trivia => trivia.HasStructure) ? "" : comments.ToFullString();
        return text.Contains("///") ? SyntaxFactory.ParseLeadingTrivia(text) : comments;
    }

    /// <summary>The text, with references as code: what a name means inside the class it need not mean beside it.</summary>
    private static string TextOf(SyntaxList<XmlNodeSyntax> content)
    {
        var text = new StringBuilder();
        foreach (var node in content)
        {
            var reference = (node as XmlEmptyElementSyntax)?.Attributes.FirstOrDefault() switch
            {
                XmlCrefAttributeSyntax { Cref: var name } => name.ToString(),
                XmlNameAttributeSyntax { Identifier: var name } => name.ToString(),
                _ => null,
            };
            text.Append(reference is null ? node.ToString() : $"<c>{reference.Replace("{", "&lt;").Replace("}", "&gt;")}</c>");
        }

        return text.ToString();
    }

    private static string Trim(string line) => line.Trim().TrimStart('/').Trim();

    private static void Add(string start, string content, string end, List<string> lines)
    {
        var parts = content.Split('\n', '\r').Select(Trim).Where(static line => line.Length > 0).ToArray();
        if (parts.Length == 0 || content.Contains("cref="))
            return;

        if (parts.Length == 1)
        {
            lines.Add(start + parts[0] + end);
            return;
        }

        lines.Add(start);
        lines.AddRange(parts);
        lines.Add(end);
    }
}
