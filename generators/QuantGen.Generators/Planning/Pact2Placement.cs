using QuantGen.ModelReading.Flows;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// Which values fixed-point hardware needs clipped: the results of layers with weights, normalizations, pools, sums, differences,
/// products and concatenations, and of activations. Of several in a row the last one is, because the hardware computes them as one: a
/// value whose only reader is an activation is left to that, and a layer's with weights to a normalization, too.
/// </summary>
/// <param name="module">The class.</param>
/// <param name="uses">The flow of its forward.</param>
/// <param name="foldedInto">The convolutions with a BatchNorm merged into them, and that BatchNorm.</param>
internal sealed class Pact2Placement(ModuleModel module, FlowUses uses, IReadOnlyDictionary<string, string> foldedInto)
{
    private readonly FlowPaths _paths = new(uses.Nodes);
    private readonly List<FlowNode>?[] _readers = new List<FlowNode>?[uses.Nodes.Count];

    /// <summary>Whether the result of an operation gets a quantizer behind it. Of an activation in a field the quantizer takes its place.</summary>
    /// <param name="node">The operation.</param>
    public bool IsQuantized(int node) => uses.Nodes[node] switch
    {
        LayerCallNode { IsElement: false } call => module.Field(call.Field) is { KeepFloat: false, Layer: { } layer } && IsQuantized(node, layer),
        JoinNode or OperationNode when !IsRead(node) => false,
        JoinNode join => join.Inputs.Any(input => _paths.ComesFromInput(input.Node)) && !IsLeftToReader(node) && !IsLeftToSoftmax(node, join.Kind),
        OperationNode operation => QuantizedOperations.Has(operation)
            && !IsLeftToReader(node, orNormalization: QuantizedOperations.HasWeights(operation.Name)),
        _ => false,
    };

    /// <summary>Whether a quantizer takes the place of an activation, because it is needed at one call at least.</summary>
    public bool IsReplaced(FieldModel field) =>
        field is { KeepFloat: false, Layer: { } layer }
        && KnownLayers.IsClip(layer.Kind, layer.TypeName)
        && uses.CallsOf(field.Name).Any(call => IsRead(call.Index) && !IsLeftToReader(call.Index));

    /// <summary>Who reads the results of a module that quantizes them by itself.</summary>
    public ResultReader ReaderOf(string field)
    {
        var calls = uses.CallsOf(field);
        if (calls.Count == 0)
            return ResultReader.Any;

        var reader = ResultReader.Quantizing;
        foreach (var (index, _) in calls)
        {
            if (IsLeftToReader(index, orNormalization: true))
                continue;
            if (!IsReturned(index))
                return ResultReader.Any;
            reader = ResultReader.Caller;
        }

        return reader;
    }

    /// <summary>Whether a value is given back and nobody else reads it.</summary>
    public bool IsReturned(int node) => ReadersOf(node) is { Count: > 0 } readers && readers.All(static reader => reader is ResultNode);

    /// <summary>The only reader of a value, if that is a layer of which the source does not tell whether it is an activation; else null.</summary>
    public string? UndeclaredReaderOf(int node) =>
        ReadersOf(node) is [LayerCallNode { IsElement: false, IsIndirect: false } only]
        && module.Field(only.Field) is { KeepFloat: false, Layer: { Kind: LayerKind.Unknown, TwinType: null } }
            ? only.Field
            : null;

    private bool IsQuantized(int node, LayerModel layer) => layer switch
    {
        { Kind: LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear } => IsRead(node) && !IsLeftToReader(node, orNormalization: true),
        { Kind: LayerKind.BatchNorm } => !IsMerged(uses.Nodes[node]) && IsRead(node) && !IsLeftToReader(node),
        _ when IsNormalization(layer) || IsPool(layer) => IsRead(node) && !IsLeftToReader(node),
        _ => false,
    };

    private bool IsRead(int node) => ReadersOf(node).Count > 0;

    /// <summary>Whether an activation, which alone reads a value, quantizes it; or a mark keeps it from being quantized.</summary>
    private bool IsLeftToReader(int node, bool orNormalization = false) =>
        ReadersOf(node) is [var only] && (IsClip(only) || IsMarkedFloat(only) || (orNormalization && IsNormalization(only)));

    /// <summary>A softmax stays in float; a mask that is added before it has values no range can hold.</summary>
    private bool IsLeftToSoftmax(int node, JoinKind kind) => kind is JoinKind.Sum or JoinKind.Difference && ReadersOf(node) is [var only] && only switch
    {
        LayerCallNode call => module.Field(call.Field)?.Layer is { TypeName: "Softmax" or "LogSoftmax" },
        OperationNode { Name: "softmax" or "log_softmax" } => true,
        _ => false,
    };

    private bool IsClip(FlowNode node) => node switch
    {
        LayerCallNode { IsElement: false } call => module.Field(call.Field) is { KeepFloat: false, Layer: { } layer } && KnownLayers.IsClip(layer.Kind, layer.TypeName),
        OperationNode { IsKeptFloat: false, Name: var name } => QuantizedOperations.IsClip(name),
        _ => false,
    };

    private bool IsMarkedFloat(FlowNode node) =>
        node is LayerCallNode { IsElement: false } call && module.Field(call.Field)?.Layer is { Kind: LayerKind.Marker, TypeName: "NoQuantizeHere" };

    private bool IsNormalization(FlowNode node) => node switch
    {
        LayerCallNode { IsElement: false } call => module.Field(call.Field) is { KeepFloat: false, Layer: { } layer } && IsNormalization(layer),
        OperationNode { IsKeptFloat: false, Name: var name } => QuantizedOperations.IsNormalization(name),
        _ => false,
    };

    private static bool IsNormalization(LayerModel layer) =>
        layer.Kind == LayerKind.BatchNorm
        || (layer.Kind == LayerKind.Float && (layer.TypeName is "GroupNorm" or "LayerNorm" || layer.TypeName.StartsWith("InstanceNorm", StringComparison.Ordinal)));

    private static bool IsPool(LayerModel layer) =>
        layer.TypeName.StartsWith("MaxPool", StringComparison.Ordinal) || layer.TypeName.StartsWith("AvgPool", StringComparison.Ordinal);

    private bool IsMerged(FlowNode node) => node is LayerCallNode { IsElement: false } call && foldedInto.Values.Contains(call.Field, StringComparer.Ordinal);

    /// <summary>What computes with a value, over merges of paths and over the BatchNorm that is merged into what makes it.</summary>
    private List<FlowNode> ReadersOf(int value) => _readers[value] ??= FindReadersOf(value);

    private List<FlowNode> FindReadersOf(int value)
    {
        var readers = new List<FlowNode>();
        var seen = new HashSet<int> { value };
        var open = new Stack<int>(seen);
        while (open.Count > 0)
        {
            foreach (var index in uses.UsesOf(open.Pop()))
            {
                var use = uses.Nodes[index];
                if (use is MergeNode || IsMerged(use))
                {
                    if (seen.Add(index))
                        open.Push(index);
                }
                else if (use is not ReadNode { Name: not "call" } && seen.Add(index))
                {
                    readers.Add(use);
                }
            }
        }

        return readers;
    }
}
