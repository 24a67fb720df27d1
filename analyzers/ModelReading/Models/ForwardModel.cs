using QuantGen.ModelReading.Infrastructure;

namespace QuantGen.ModelReading.Models;

/// <summary>A forward method: its text, and the values that flow through it.</summary>
/// <param name="Text">The declaration as written, from the comment above it to its last brace; line ends and indentation as in the file.</param>
/// <param name="Indentation">What stands before it on its first line.</param>
/// <param name="Declaration">Where in the text the declaration itself begins, behind the comments.</param>
/// <param name="IsDocumented">Whether a documentation comment is among them.</param>
/// <param name="FixedText">The string literals of several lines, whose lines must not be indented anew.</param>
/// <param name="StaticMembers">Where it names an accessible static member of its class, which the twin must qualify.</param>
/// <param name="Nodes">The values in the order in which the text makes them; a node's index is its identity.</param>
internal sealed record ForwardModel(
    string Text,
    string Indentation,
    int Declaration,
    bool IsDocumented,
    EquatableArray<TextRange> FixedText,
    EquatableArray<TextRange> StaticMembers,
    EquatableArray<FlowNode> Nodes);
