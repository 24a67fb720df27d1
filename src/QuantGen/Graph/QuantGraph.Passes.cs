using QuantGen.Graph.Passes;

namespace QuantGen.Graph;

/// <content>Making the graph smaller.</content>
public sealed partial class QuantGraph
{
    /// <summary>
    /// Makes the graph smaller without changing what it computes: operations that do nothing go, what depends on constants alone is computed, batch normalizations are merged into the convolutions and
    /// products before them where neither is quantized, equal constants become one, and what nothing reads goes. Only merging changes results, by rounding.
    /// </summary>
    /// <exception cref="GraphException">The graph is not well formed.</exception>
    public void Optimize()
    {
        foreach (var pass in (IReadOnlyList<IGraphPass>)[new IdentityRemoval(), new ConstantFolding(), new BatchNormFolding(), new IdentityRemoval(), new ConstantSharing(), new DeadCodeRemoval()])
            pass.Run(this);

        Verify();
    }

    /// <summary>Frees what the graph owns and no longer reads.</summary>
    internal void ReleaseUnread()
    {
        var read = Constants().Select(static constant => constant.Constant!.Values).ToHashSet(ReferenceEqualityComparer.Instance);
        foreach (var tensor in _owned.Where(tensor => !read.Contains(tensor)))
            tensor.Dispose();

        _owned.RemoveAll(tensor => !read.Contains(tensor));
    }
}
