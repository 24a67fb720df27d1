using System.Collections.Frozen;
using static TorchSharp.torch;

namespace QuantGen.Graph.Operators;

/// <summary>All operations by name.</summary>
internal static class GraphOperations
{
    private static readonly FrozenDictionary<string, GraphOperation> ByName = ((IEnumerable<GraphOperation>)
    [
        .. ArithmeticOperations.All,
        .. FunctionOperations.All,
        .. ActivationOperations.All,
        .. ComparisonOperations.All,
        .. ShapeOperations.All,
        .. SelectionOperations.All,
        .. ReductionOperations.All,
        .. MatrixOperations.All,
        .. ConvolutionOperations.All,
        .. PoolOperations.All,
        .. NormalizationOperations.All,
        .. SamplingOperations.All,
        .. RecurrentOperations.All,
        .. QuantizationOperations.All,
    ]).ToFrozenDictionary(static operation => operation.Name, StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public static IEnumerable<GraphOperation> All => ByName.Values.OrderBy(static operation => operation.Name, StringComparer.Ordinal);

    /// <summary>The operation of a name.</summary>
    /// <exception cref="GraphException">There is none.</exception>
    public static GraphOperation Find(string name, string node) => ByName.TryGetValue(name, out var operation)
        ? operation
        : throw new GraphException($"{node}: there is no operation {name}.");

    /// <summary>Computes an operation on tensors.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="node">What to call its use in messages.</param>
    /// <param name="inputs">The tensors; null for one that is left out.</param>
    /// <param name="attributes">The settings.</param>
    /// <returns>New tensors, or views, in the caller's scope.</returns>
    /// <exception cref="GraphException">The inputs or the settings do not fit.</exception>
    public static IReadOnlyList<Tensor> Run(string name, string node, IReadOnlyList<Tensor?> inputs, GraphAttributeCollection attributes)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var operation = Find(name, node);
        IReadOnlyList<GraphType?> types = [.. inputs.Select(static input => input is null ? (GraphType?)null : new(ElementTypes.Of(input.dtype), input.shape))];
        operation.Types(node, types, attributes);
        var results = operation.Evaluate(new OperationCall(operation, node, types, attributes), inputs);
        for (var i = 0; i < results.Count; i++)
            results[i].MoveToOuterDisposeScope();

        return results;
    }
}
