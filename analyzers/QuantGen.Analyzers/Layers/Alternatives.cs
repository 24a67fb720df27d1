using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace QuantGen.Analyzers.Layers;

/// <summary>Tells places of which only one is reached in a run.</summary>
internal static class Alternatives
{
    /// <summary>Whether two nodes lie in different arms of an <c>if</c>, a <c>switch</c> or a conditional expression.</summary>
    public static bool AreExclusive(SyntaxNode one, SyntaxNode other)
    {
        for (var ancestor = one.Parent; ancestor is not null; ancestor = ancestor.Parent)
        {
            if (ancestor.SyntaxTree != other.SyntaxTree || !ancestor.Span.Contains(other.Span))
                continue;

            return ancestor switch
            {
                IfStatementSyntax choice => Splits(choice.Statement, choice.Else),
                ConditionalExpressionSyntax choice => Splits(choice.WhenTrue, choice.WhenFalse),
                SwitchStatementSyntax choice => SectionOf(one, choice.Sections) != SectionOf(other, choice.Sections),
                SwitchExpressionSyntax choice => SectionOf(one, choice.Arms) != SectionOf(other, choice.Arms),
                _ => false,
            };
        }

        return false;

        bool Splits(SyntaxNode? first, SyntaxNode? second) =>
            (Holds(first, one) && Holds(second, other)) || (Holds(first, other) && Holds(second, one));
    }

    private static bool Holds(SyntaxNode? outer, SyntaxNode inner) => outer is not null && outer.Span.Contains(inner.Span);

    private static int SectionOf(SyntaxNode node, IEnumerable<SyntaxNode> sections) =>
        sections.TakeWhile(section => !section.Span.Contains(node.Span)).Count();
}
