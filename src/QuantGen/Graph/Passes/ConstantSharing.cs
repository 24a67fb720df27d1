using static TorchSharp.torch;

namespace QuantGen.Graph.Passes;

/// <summary>Makes one of constants with the same type, shape and elements.</summary>
internal sealed class ConstantSharing : IGraphPass
{
    /// <inheritdoc/>
    public void Run(QuantGraph graph)
    {
        var edit = new GraphEdit(graph);
        foreach (var alike in graph.Constants().GroupBy(static constant => constant.Type.ToString(), StringComparer.Ordinal))
        {
            var kept = new List<GraphInfo>();
            foreach (var constant in alike)
            {
                if (kept.Find(other => AreEqual(constant.Constant!.Values, other.Constant!.Values)) is { } same)
                    edit.Replace(constant, same);
                else
                    kept.Add(constant);
            }
        }

        edit.Apply();
    }

    // Bits and not numbers: zero has two signs, and NaN equals nothing. Different weights differ at once.
    private static bool AreEqual(Tensor left, Tensor right) => left.bytes.SequenceEqual(right.bytes);
}
