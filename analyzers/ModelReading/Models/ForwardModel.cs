using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>Forward and the members it reaches: their texts, and the values that flow through them.</summary>
/// <param name="Text">
/// The members' texts one behind the other, line ends and indentation as in their files. Every <see cref="TextRange"/> counts from its
/// first character.
/// </param>
/// <param name="Members">The members in the order of the text: forward, then the others as they are reached first.</param>
/// <param name="FixedText">The string literals of several lines, whose lines must not be indented anew.</param>
/// <param name="Edits">What the move to another class changes, in the order of the text.</param>
/// <param name="Nodes">
/// The values, of all members in one graph, in the order in which they are made; a node's index is its identity. What a
/// member gets and what it gives back are merges over all its calls.
/// </param>
internal sealed record ForwardModel(
    string Text,
    EquatableArray<MemberModel> Members,
    EquatableArray<TextRange> FixedText,
    EquatableArray<TextEdit> Edits,
    EquatableArray<FlowNode> Nodes)
{
    /// <summary>Where forward's own code begins; told only where the model's inputs get quantizers.</summary>
    public EntryModel Entry { get; init; }

    /// <summary>The static code that may get a quantizer.</summary>
    public EquatableArray<StaticCode> Statics { get; init; }
}
