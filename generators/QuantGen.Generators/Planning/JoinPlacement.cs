using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Which operands get a quantizer where tensors meet. None does where no way back holds a quantized layer.</summary>
/// <param name="module">The class.</param>
/// <param name="paths">The ways through its forward.</param>
internal sealed class JoinPlacement(ModuleModel module, FlowPaths paths)
{
    private readonly CallExpansion? _calls = CallExpansion.IsNeededFor(paths.Nodes) ? new(paths.Nodes) : null;
    private JoinNode? _lastSum;
    private int? _lastSkip;

    /// <summary>The operands that get a quantizer each under TensorRT's rules, as indexes into the inputs.</summary>
    public IReadOnlyList<int> OperandsOf(JoinNode join) => join.Kind switch
    {
        JoinKind.Sum => SkipOperandOf(join) is { } skip ? [skip] : [],
        JoinKind.Product => BothOperandsOf(join),
        JoinKind.MatrixProduct or JoinKind.Attention => ActivationsOf(join), // one that the class itself holds is a weight
        _ => [],
    };

    /// <summary>
    /// TensorRT fuses a sum into the layer that ends the longer path, and reads the other operand as 8-bit numbers. So the
    /// operand with the shorter way back to the common source gets a quantizer; of two ways of one length the second.
    /// </summary>
    public int? SkipOperandOf(JoinNode sum)
    {
        // Each is asked about several times in a row.
        if (!ReferenceEquals(_lastSum, sum))
            (_lastSum, _lastSkip) = (sum, FindSkipOperand(sum));
        return _lastSkip;
    }

    private int? FindSkipOperand(JoinNode sum)
    {
        var (left, right) = (sum.Inputs[0].Node, sum.Inputs[1].Node);
        if (left == right || !paths.ComesFromInput(left) || !paths.ComesFromInput(right))
            return null;

        var (toLeft, toRight) = WaysTo(left, right);
        if (!toLeft.Any && !toRight.Any)
            return null;

        return toLeft.Length < toRight.Length && HasLeft(sum) ? 0 : 1;
    }

    /// <summary>
    /// The operands that get a quantizer each where the operation is to run on 8-bit numbers. What the class itself holds is a
    /// weight in a product of matrices, and keeps a sum or product of elements in float.
    /// </summary>
    public IReadOnlyList<int> ActivationsOf(JoinNode join)
    {
        if (!join.Inputs.Any(input => IsBehindQuantizedLayer(input.Node)))
            return [];
        if (join.Kind == JoinKind.Concatenation)
            return [.. Enumerable.Range(0, join.Inputs.Count)];

        var first = HasLeft(join) ? 0 : 1;
        var activations = Enumerable.Range(0, join.Inputs.Count).Where(operand => paths.ComesFromInput(join.Inputs[operand].Node)).ToArray();
        return activations.Length < 2 && join.Kind is (JoinKind.Sum or JoinKind.Product) ? [] : [.. activations.Where(operand => operand >= first)];
    }

    /// <summary>Whether a value comes from a quantized layer, over however many operations.</summary>
    public bool IsBehindQuantizedLayer(int node) => paths.IsBehind(node, MayHoldQuantizers);

    /// <summary>Whether the tensors of a concatenation get one quantizer.</summary>
    public bool QuantizesList(JoinNode join) => join.Kind == JoinKind.Concatenation && join.Inputs.Any(input => IsBehindQuantizedLayer(input.Node));

    /// <summary>A product of two activations, of which one may scale the other; what the class itself holds scales in float.</summary>
    private IReadOnlyList<int> BothOperandsOf(JoinNode product)
    {
        var (left, right) = (product.Inputs[0].Node, product.Inputs[1].Node);
        if (!paths.ComesFromInput(left) || !paths.ComesFromInput(right))
            return [];

        var (toLeft, toRight) = WaysTo(left, right);
        return !toLeft.Any && !toRight.Any ? [] : HasLeft(product) ? [0, 1] : [1];
    }

    /// <summary>The ways from the value that both operands come from to each of them.</summary>
    private ((int Length, bool Any) ToLeft, (int Length, bool Any) ToRight) WaysTo(int left, int right)
    {
        var ways = paths;
        if (_calls?.From(left, right) is { } expansion)
            (ways, left, right) = (new FlowPaths(expansion.Nodes), expansion.Values[0], expansion.Values[1]);

        var source = ways.CommonSource(left, right);
        Func<LayerCallNode, bool> counts = MayHoldQuantizers;
        return (ways.Between(source, left, counts), ways.Between(source, right, counts));
    }

    /// <summary>Behind a <c>?.</c> the left operand is no expression of its own.</summary>
    private bool HasLeft(JoinNode join) => join.Left != LeftOperand.Bound && module.Forward.Text[join.Inputs[0].Expression.Start] != '.';

    private bool MayHoldQuantizers(LayerCallNode call) => module.Field(call.Field) is { KeepFloat: false, Layer.Kind: var kind } && kind
        is LayerKind.Convolution
        or LayerKind.TransposedConvolution
        or LayerKind.Linear
        or LayerKind.Recurrent
        or LayerKind.Sequential
        or LayerKind.List
        or LayerKind.Annotated
        or LayerKind.Unknown;
}
