using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Reading;

/// <summary>The members that the twin copies, in the order in which forward reaches them, and what changes in their texts whatever is quantized.</summary>
internal sealed class MemberTexts
{
    private const int SeparatorLength = 1;

    private readonly List<MemberText> _texts = [];
    private readonly List<TextEdit> _edits = [];
    private readonly List<StaticCode> _statics = [];
    private MemberText? _last;
    private bool _isInOneFile = true;
    private int _length;

    /// <summary>Where forward's own code begins.</summary>
    public EntryModel Entry { get; set; }

    /// <summary>The members' texts.</summary>
    public IReadOnlyList<MemberText> All => _texts;

    /// <summary>Adds a member.</summary>
    /// <param name="member">The member.</param>
    /// <param name="isHidden">Whether only the twin itself is to see it.</param>
    public void Add(MemberDeclarationSyntax member, bool isHidden = false)
    {
        var text = new MemberText(member, _length);
        _isInOneFile &= _texts.Count == 0 || _texts[0].Member.SyntaxTree == member.SyntaxTree;
        _texts.Add(text);
        _length += text.Length + SeparatorLength;
        if (_texts.Count > 1)
            MemberModifiers.Adapt(member, isHidden, this);
    }

    /// <summary>A node's stretch of the texts.</summary>
    public TextRange RangeOf(SyntaxNode node) => RangeOf(FileOf(node), node.Span);

    /// <summary>A token's stretch of the texts.</summary>
    public TextRange RangeOf(SyntaxToken token) => RangeOf(FileOf(token.Parent!), token.Span);

    /// <summary>The text around a stretch of all of them.</summary>
    public MemberText Around(TextRange range) => _texts.Last(text => text.Offset <= range.Start);

    /// <summary>Replaces a stretch in the twin.</summary>
    public void Replace(TextRange range, string text) => _edits.Add(new TextEdit(range, text));

    /// <summary>Replaces a stretch in the twin, and with it what was to change within.</summary>
    public void ReplaceWhole(TextRange range, string text)
    {
        _edits.RemoveAll(edit => edit.Range.Start >= range.Start && edit.Range.End <= range.End);
        Replace(range, text);
    }

    /// <summary>Notes static code that may get a quantizer.</summary>
    public void AddStatic(StaticCode code) => _statics.Add(code);

    /// <summary>The members as the model keeps them.</summary>
    /// <param name="nodes">What flows through them.</param>
    public ForwardModel ToModel(EquatableArray<FlowNode> nodes)
    {
        var members = ImmutableArray.CreateBuilder<MemberModel>(_texts.Count);
        var @fixed = new List<TextRange>();
        foreach (var text in _texts)
        {
            members.Add(ToModel(text));
            text.AddFixedText(@fixed);
        }

        return new ForwardModel(
            AllText(),
            new EquatableArray<MemberModel>(members.MoveToImmutable()),
            @fixed.ToEquatableArray(),
            _edits.Count == 0 ? default : _edits.Distinct().OrderBy(static edit => edit.Range.Start).ToEquatableArray(),
            nodes)
        {
            Entry = Entry,
            Statics = _statics.ToEquatableArray(),
        };
    }

    private string AllText()
    {
        if (_texts is [var only])
            return only.Line;

        var all = new StringBuilder(_length);
        foreach (var text in _texts)
            all.Append(text.Line);
        return all.ToString();
    }

    private static MemberModel ToModel(MemberText text) => new(
        new TextRange(text.Offset, text.Length),
        text.Indentation,
        text.Offset + text.Member.SpanStart - text.Start,
        text.IsDocumented,
        text.Member.Modifiers.Any(SyntaxKind.PublicKeyword));

    /// <summary>Nodes find their file by climbing, so each of them is asked only where there are several.</summary>
    private SyntaxTree FileOf(SyntaxNode node) => _isInOneFile ? _texts[0].Member.SyntaxTree : node.SyntaxTree;

    private TextRange RangeOf(SyntaxTree file, TextSpan span)
    {
        if (_last is null || !_last.Holds(file, span))
            _last = TextOf(file, span);
        return _last.RangeOf(span);
    }

    private MemberText TextOf(SyntaxTree file, TextSpan span)
    {
        foreach (var text in _texts)
        {
            if (text.Holds(file, span))
                return text;
        }

        throw new InvalidOperationException("The code is no part of a copied member.");
    }
}
