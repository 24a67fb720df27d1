using System.Collections.Frozen;

namespace QuantGen.Onnx.Lowering;

/// <summary>Writes operations of graphs as those that a version of ONNX has. What is not listed is the same in all versions from 13 on.</summary>
/// <remarks>Source: docs/Operators.md and docs/Changelog.md in the ONNX repository.</remarks>
internal static class OperationLowering
{
    private static readonly FrozenDictionary<string, Action<LoweredNode>> ByName = ((IEnumerable<KeyValuePair<string, Action<LoweredNode>>>)
    [
        .. ShapeLowering.All,
        .. FunctionLowering.All,
        .. NormalizationLowering.All,
        .. LinearLowering.All,
        .. ConvolutionLowering.All,
    ]).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Writes a node.</summary>
    /// <exception cref="OnnxException">The version of the operators cannot express it.</exception>
    public static void Write(LoweredNode node)
    {
        if (ByName.TryGetValue(node.Node.Operation, out var write))
            write(node);
        else
            node.Last(node.Node.Operation, node.Inputs, node.Attributes());
    }

    /// <summary>An entry of a table.</summary>
    public static KeyValuePair<string, Action<LoweredNode>> Of(string operation, Action<LoweredNode> write) => new(operation, write);
}
