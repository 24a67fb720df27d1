using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>
/// Adapts the documentation of copied members to the twin: a reference to a member that stays behind names its class, and what a member
/// inherited from a class that the twin does not derive from goes.
/// </summary>
/// <param name="members">The members of the class.</param>
/// <param name="fields">Its fields, marked with what forward uses.</param>
/// <param name="texts">The copied members; takes the changes.</param>
/// <param name="names">Writes the names of classes.</param>
internal sealed class MemberDocumentation(MemberTable members, FieldTable fields, MemberTexts texts, TypeNames names)
{
    /// <summary>The names in references that come from outside the class.</summary>
    public HashSet<string> OutsideNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Adapts all of it.</summary>
    public void Adapt()
    {
        for (var i = 0; i < texts.All.Count; i++)
        {
            var text = texts.All[i];
            if (!text.IsDocumented)
                continue;

            foreach (var trivia in text.Member.GetLeadingTrivia())
            {
                if (trivia.FullSpan.Start < text.Start)
                    continue;
                if (i > 0 && MemberText.IsInherited(trivia))
                    text.DropDocumentation(texts);
                else if (trivia.HasStructure && trivia.GetStructure() is DocumentationCommentTriviaSyntax comment)
                    Adapt(comment);
            }
        }
    }

    private void Adapt(DocumentationCommentTriviaSyntax comment)
    {
        foreach (var node in comment.DescendantNodes())
        {
            if (node is XmlCrefAttributeSyntax { Cref: var reference } && FirstNameOf(reference) is { } name)
                Adapt(name);
        }
    }

    private void Adapt(SimpleNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (members.Find(text) is [var member, ..])
        {
            if (!IsCopied(member))
                texts.Replace(texts.RangeOf(name) with { Length = 0 }, names.Cref(member.ContainingType) + ".");
        }
        else if (!members.IsInherited(text) && !members.Chain.Any(type => type.Name == text))
        {
            OutsideNames.Add(text);
        }
    }

    private bool IsCopied(ISymbol member) =>
        fields.Find(member.Name) is { IsHidden: false } field
            ? field.IsUsed || field.Role is FieldRole.Layer or FieldRole.Tensor
            : MemberTable.CodeOf(member) is { } code && texts.All.Any(text => text.Member == code);

    private static SimpleNameSyntax? FirstNameOf(CrefSyntax reference)
    {
        var type = reference switch
        {
            NameMemberCrefSyntax member => member.Name,
            QualifiedCrefSyntax qualified => qualified.Container,
            TypeCrefSyntax { Type: var named } => named,
            _ => null,
        };
        while (type is QualifiedNameSyntax { Left: var left })
            type = left;
        return type as SimpleNameSyntax;
    }
}
