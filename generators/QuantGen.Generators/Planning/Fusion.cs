using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// Finds what can be computed in one pass with a quantizer: the activation in front of a quantized layer, and a sum with the
/// activation behind it. Such a pass writes over the tensor that it reads, so that tensor must be one that nobody else reads,
/// and that the operation it comes from does not keep for its gradient: the result of a convolution, a linear layer, a BatchNorm
/// or another sum. What runs in a loop is left alone, because a later round might read what an earlier one has overwritten.
/// </summary>
internal sealed class Fusion
{
    private readonly ModuleModel _module;
    private readonly FlowUses _uses;
    private readonly Dictionary<int, int> _activationOf = [];
    private readonly HashSet<int> _sums = [];

    private Fusion(ModuleModel module, FlowUses uses)
    {
        _module = module;
        _uses = uses;
    }

    /// <summary>Looks through a forward.</summary>
    /// <param name="module">The class.</param>
    /// <param name="uses">Its flow.</param>
    /// <param name="joins">Which operand of a sum is quantized.</param>
    /// <returns>What it finds; null if nothing is to be fused.</returns>
    public static Fusion? Find(ModuleModel module, FlowUses uses, JoinPlacement joins)
    {
        if (module.Options is not { Fuse: true, Target: "TensorRT" })
            return null;

        var fusion = new Fusion(module, uses);
        for (var i = 0; i < uses.Nodes.Count; i++)
        {
            switch (uses.Nodes[i])
            {
                case JoinNode join when fusion.IsFusible(join, joins):
                    fusion._sums.Add(i);
                    if (fusion.OnlyUseOf(i) is { } behind && fusion.IsActivation(behind) && fusion.AreTogether(i, behind))
                        fusion._activationOf.Add(i, behind);
                    break;
                case LayerCallNode call when fusion.IsQuantized(call) && fusion.ActivationBefore(call) is { } before:
                    fusion._activationOf.Add(i, before);
                    break;
            }
        }

        return fusion;
    }

    /// <summary>Whether any activation disappears.</summary>
    public bool HasActivations => _activationOf.Count > 0;

    /// <summary>The calls of activations that disappear, with what computes them: a call of a layer or a sum.</summary>
    public IEnumerable<(LayerCallNode Activation, FlowNode With)> Activations =>
        _activationOf.Select(pair => ((LayerCallNode)_uses.Nodes[pair.Value], _uses.Nodes[pair.Key]));

    /// <summary>Whether a sum is computed with the quantizer of its skip operand.</summary>
    public bool Computes(JoinNode sum) => _sums.Contains(_uses.IndexOf(sum));

    /// <summary>The field of the activation that is computed with a call of a layer or a sum; null for none.</summary>
    public string? ActivationOf(FlowNode node) =>
        _activationOf.TryGetValue(_uses.IndexOf(node), out var activation) ? ((LayerCallNode)_uses.Nodes[activation]).Field : null;

    private int? ActivationBefore(LayerCallNode call)
    {
        var activation = call.Inputs[0].Node;
        if (!IsActivation(activation) || !AreTogether(activation, _uses.IndexOf(call)) || OnlyUseOf(activation) is null)
            return null;

        var source = _uses.Nodes[activation].Inputs[0].Node;
        return !_activationOf.ContainsValue(activation) && IsFresh(source) && AreTogether(source, activation) ? activation : null;
    }

    private bool IsFusible(JoinNode join, JoinPlacement joins)
    {
        if (join.Kind != JoinKind.Sum || join.Form is not (JoinForm.Operator or JoinForm.Assignment) || join.Left != LeftOperand.Free)
            return false;
        if (joins.OperandsOf(join) is not [var skip] || !IsPlain(join))
            return false;

        var kept = join.Inputs[1 - skip].Node;
        return IsFresh(kept) && AreTogether(kept, _uses.IndexOf(join));
    }

    /// <summary>Whether nothing but the sign stands between the operands, no comment that the call would lose.</summary>
    private bool IsPlain(JoinNode join)
    {
        var start = join.Inputs[0].Expression.End;
        return _module.Forward.Text.Substring(start, join.Inputs[1].Expression.Start - start).Trim() is "+" or "+=";
    }

    /// <summary>Whether a value is a tensor of its own that only one operation reads and that may be overwritten.</summary>
    private bool IsFresh(int node) => OnlyUseOf(node) is not null && _uses.Nodes[node] switch
    {
        JoinNode { Kind: JoinKind.Sum, Form: JoinForm.Operator or JoinForm.Assignment } => true,
        LayerCallNode { IsElement: false, IsIndirect: false } call => _module.Field(call.Field) is
        {
            Layer.Kind: LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear or LayerKind.BatchNorm,
        },
        _ => false,
    };

    private bool IsActivation(int node) =>
        _uses.Nodes[node] is LayerCallNode { IsElement: false, IsIndirect: false, Inputs.Count: 1 } call
        && _module.Field(call.Field) is { IsNullable: false, KeepFloat: false, Layer: { Kind: LayerKind.Activation, TypeName: "ReLU" or "ReLU6" } };

    private bool IsQuantized(LayerCallNode call) =>
        call is { IsElement: false, IsIndirect: false, Inputs.Count: 1 }
        && _module.Field(call.Field) is
        {
            KeepFloat: false,
            Layer.Kind: LayerKind.Convolution or LayerKind.TransposedConvolution or LayerKind.Linear,
        };

    private int? OnlyUseOf(int node) => _uses.UsesOf(node) is [var use] ? use : null;

    /// <summary>Whether two nodes stand in one member, outside all loops: then each run of the one goes with one run of the other.</summary>
    private bool AreTogether(int left, int right)
    {
        if (LoopsAround(left) > 0 || LoopsAround(right) > 0)
            return false;

        var member = _module.Forward.Members.First(member => Holds(member, left));
        return Holds(member, right);
    }

    private int LoopsAround(int node) => _uses.Nodes[node] switch
    {
        LayerCallNode call => call.LoopDepth,
        JoinNode join => join.LoopDepth,
        _ => 0,
    };

    private bool Holds(MemberModel member, int node) =>
        member.Range.Start <= _uses.Nodes[node].Range.Start && _uses.Nodes[node].Range.End <= member.Range.End;
}
