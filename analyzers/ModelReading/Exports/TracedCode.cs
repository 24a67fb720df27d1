using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Exports;

/// <summary>The members that compute over values of a graph, and what changes in them, by places in the source.</summary>
internal sealed class TracedCode
{
    private readonly HashSet<(SyntaxTree File, TextSpan Span, string Text, TraceEditKind Kind)> _edits = [];
    private readonly HashSet<(SyntaxTree File, TextSpan Span)> _tensors = [];
    private readonly HashSet<(SyntaxTree File, TextSpan Span)> _converted = [];

    /// <summary>The members, forward first.</summary>
    public List<MemberDeclarationSyntax> Members { get; } = [];

    /// <summary>What forward's <c>override</c> becomes in the class itself; empty for nothing.</summary>
    public string Modifier { get; set; } = "";

    /// <summary>Begins anew; the members stay.</summary>
    public void Clear()
    {
        _edits.Clear();
        _tensors.Clear();
        _converted.Clear();
    }

    /// <summary>Puts another text in the place of a node's.</summary>
    public void Replace(SyntaxNode node, string text) => Replace(node.SyntaxTree, node.Span, text);

    /// <summary>Puts another text in the place of a stretch.</summary>
    public void Replace(SyntaxTree file, TextSpan span, string text) => _edits.Add((file, span, text, TraceEditKind.Replace));

    /// <summary>Gives a copied member its other name.</summary>
    public void Rename(SyntaxToken name, string text) => _edits.Add((name.SyntaxTree!, name.Span, text, TraceEditKind.Name));

    /// <summary>Opens something before an expression and closes a parenthesis behind it.</summary>
    public void Wrap(SyntaxNode node, string opening)
    {
        _edits.Add((node.SyntaxTree, node.Span, opening, TraceEditKind.Wrap));

        // A cast binds tighter than what has operators of its own; in front of a sign it would be read as the left operand.
        if (node is ConditionalExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax or AwaitExpressionSyntax or LambdaExpressionSyntax)
            _edits.Add((node.SyntaxTree, node.Span, "(", TraceEditKind.Wrap));
    }

    /// <summary>Notes an expression that stays a tensor.</summary>
    public void KeepTensor(SyntaxNode node) => _tensors.Add((node.SyntaxTree, node.Span));

    /// <summary>Notes that an expression becomes a value of a graph where it stands.</summary>
    public void Convert(SyntaxNode node) => _converted.Add((node.SyntaxTree, node.Span));

    /// <summary>The changes in copies of the members.</summary>
    /// <param name="signature">What forward takes and gives.</param>
    /// <param name="scope">How names resolve.</param>
    /// <param name="texts">The copies; not all members need be among them, nor all copies be members.</param>
    /// <param name="ofTwin">Whether they are the twin's, which derives from no class of the user's.</param>
    public TraceModel ToModel(TraceSignature signature, TraceScope scope, MemberTexts texts, bool ofTwin)
    {
        var edits = new List<TraceEdit>();
        foreach (var (file, span, text, kind) in _edits)
        {
            if (Find(texts, file, span) is { } range)
                edits.Add(new TraceEdit(range, text, kind));
        }

        foreach (var modifier in Members[0].Modifiers)
        {
            var replacement = modifier.IsKind(SyntaxKind.OverrideKeyword) && !ofTwin && Modifier.Length > 0 ? Modifier + " " : "";
            if (modifier.IsKind(SyntaxKind.OverrideKeyword) || modifier.IsKind(SyntaxKind.SealedKeyword))
                edits.Add(new TraceEdit(Find(texts, modifier.SyntaxTree!, TextSpan.FromBounds(modifier.SpanStart, modifier.GetNextToken().SpanStart))!.Value, replacement, TraceEditKind.Replace));
        }

        // Nobody but the symbolic forward calls the other copies; a twin uses the static ones of its class where it sees them.
        foreach (var modifier in Members.Skip(1).SelectMany(static member => member.Modifiers))
        {
            if ((modifier.IsKind(SyntaxKind.PublicKeyword) || (ofTwin && modifier.IsKind(SyntaxKind.InternalKeyword))) && Find(texts, modifier.SyntaxTree!, modifier.Span) is { } access)
                edits.Add(new TraceEdit(access, ofTwin ? "private" : "internal", TraceEditKind.Replace));
        }

        var members = new List<TracedMember>();
        for (var i = 0; i < texts.All.Count; i++)
        {
            var text = texts.All[i];
            if (!Members.Contains(text.Member))
                continue;

            var inherited = text.InheritedDocumentation();
            if (inherited is { } comment)
                edits.Add(new TraceEdit(comment, "", TraceEditKind.Replace));
            members.Add(new TracedMember(i, text.IsDocumented && inherited is null));
        }

        var tensors = _tensors.Where(place => !_converted.Contains(place)).Select(place => Find(texts, place.File, place.Span)).Where(static range => range is not null).Select(static range => range!.Value);
        return new TraceModel(
            signature,
            scope,
            edits.OrderBy(static edit => edit.Range.Start).ThenBy(static edit => edit.Range.Length).ToEquatableArray(),
            members.ToEquatableArray(),
            tensors.OrderBy(static range => range.Start).ToEquatableArray());
    }

    private static TextRange? Find(MemberTexts texts, SyntaxTree file, TextSpan span)
    {
        foreach (var text in texts.All)
        {
            if (text.Holds(file, span))
                return text.RangeOf(span);
        }

        return null;
    }
}
