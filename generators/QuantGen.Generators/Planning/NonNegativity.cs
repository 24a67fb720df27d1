using QuantGen.ModelReading.Infrastructure;
using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>Finds values that cannot be negative, whatever goes into the module: their quantizers need no levels below zero.</summary>
/// <param name="module">The class.</param>
/// <param name="nodes">The flow of its forward.</param>
internal sealed class NonNegativity(ModuleModel module, EquatableArray<FlowNode> nodes)
{
    /// <summary>Whether a value cannot be negative.</summary>
    public bool IsProvedOf(int value)
    {
        // Most values tell by themselves: an activation's result, an input of the model.
        HashSet<int>? seen = null;
        Stack<int>? open = null;

        // A value is proved if everything it is made of is. Around a loop that is an induction over the rounds.
        for (var next = value; ; next = open.Pop())
        {
            if (Premises(next) is not { } premises)
                return false;
            foreach (var premise in premises)
            {
                if ((seen ??= [value]).Add(premise))
                    (open ??= new()).Push(premise);
            }

            if (open is null or { Count: 0 })
                return true;
        }
    }

    /// <summary>The values that must not be negative for a value not to be; null if nothing tells.</summary>
    private IEnumerable<int>? Premises(int value) => nodes[value] switch
    {
        LayerCallNode { IsElement: false } call => Premises(module.Field(call.Field)?.Layer, call),
        OperationNode { Form: OperationForm.Static } => null,
        OperationNode { Name: "relu" or "relu_" or "relu6" or "relu6_" or "sigmoid" or "sigmoid_" or "hardsigmoid" or "hardsigmoid_" } => [],
        OperationNode { Name: "softmax" or "softplus" or "abs" or "abs_" or "square" or "exp" or "exp_" } => [],
        OperationNode { Name: var name } operation when KeepsSign(name) => operation.Inputs.Select(static input => input.Node),
        JoinNode { Kind: JoinKind.Attention } attention => [attention.Inputs[2].Node],
        JoinNode or MergeNode => nodes[value].Inputs.Select(static input => input.Node),
        _ => null,
    };

    private static IEnumerable<int>? Premises(LayerModel? layer, LayerCallNode call) => layer switch
    {
        { Kind: LayerKind.Activation, TypeName: "ReLU" or "ReLU6" or "Sigmoid" or "Hardsigmoid" or "Softplus" } => [],
        { Kind: LayerKind.Float, TypeName: "Softmax" or "Softmax2d" } => [],
        { Kind: LayerKind.AveragePool } => call.Inputs.Select(static input => input.Node),
        { Kind: LayerKind.Float, TypeName: var name } when KeepsSignAsLayer(name) => call.Inputs.Select(static input => input.Node),
        _ => null,
    };

    private static bool KeepsSign(string name) => name
        is "view" or "view_as" or "reshape" or "flatten" or "unflatten" or "transpose" or "permute" or "contiguous" or "squeeze"
        or "unsqueeze" or "expand" or "expand_as" or "narrow" or "select" or "slice" or "chunk" or "split" or "[]" or "clone" or "alias"
        or "mean" or "sum" or "amax" or "amin" or "sqrt" or "dropout" or "max_pool1d" or "max_pool2d" or "max_pool3d"
        or "avg_pool1d" or "avg_pool2d" or "avg_pool3d" or "adaptive_avg_pool1d" or "adaptive_avg_pool2d" or "adaptive_avg_pool3d"
        or "adaptive_max_pool2d" or "new" or "list" or "Add";

    private static bool KeepsSignAsLayer(string name) =>
        name.StartsWith("MaxPool", StringComparison.Ordinal)
        || name.StartsWith("AdaptiveMaxPool", StringComparison.Ordinal)
        || name.StartsWith("Dropout", StringComparison.Ordinal)
        || name is "Flatten" or "Unflatten" or "Identity" or "PixelShuffle" or "PixelUnshuffle" or "ChannelShuffle" or "ZeroPad2d";
}
