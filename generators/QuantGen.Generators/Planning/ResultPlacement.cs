using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// ONNX Runtime computes a sum, a product, a concatenation or an average pool with 8-bit numbers only if its result is quantized,
/// too. The quantizer stands behind a ReLU that follows, because the runtime fuses the two, and is left out where the only
/// reader is a layer that quantizes its input anyway.
/// </summary>
/// <param name="module">The class.</param>
/// <param name="uses">The flow of its forward.</param>
/// <param name="isQuantized">Whether a layer's field becomes a layer that quantizes its input.</param>
internal sealed class ResultPlacement(ModuleModel module, FlowUses uses, Func<string, bool> isQuantized)
{
    /// <summary>The value to quantize in place of a result: itself, or what a ReLU makes of it; null for none.</summary>
    /// <param name="result">An operation that is quantized.</param>
    public int? SiteOf(int result)
    {
        // A tensor that was written into under two names stays where it is.
        if (uses.Nodes[result] is JoinNode { Form: JoinForm.InPlace or JoinForm.Assignment, Left: LeftOperand.Bound })
            return null;

        var site = result;
        if (uses.UsesOf(result) is [var behind] && IsClip(uses.Nodes[behind]) && IsWhole(uses.Nodes[behind]) && !uses.UsesOf(behind).IsEmpty)
            site = behind;
        if (!IsWhole(uses.Nodes[site]))
            return null;
        return uses.UsesOf(site) is [var only] && uses.Nodes[only] is LayerCallNode { IsElement: false } reader && isQuantized(reader.Field) ? null : site;
    }

    /// <summary>What stands behind a <c>?.</c> is only a part of an expression, around which nothing can be put.</summary>
    private bool IsWhole(FlowNode node) => module.Forward.Text[node.Range.Start] != '.';

    private bool IsClip(FlowNode node) => node switch
    {
        LayerCallNode { IsElement: false, IsIndirect: false } call => module.Field(call.Field)?.Layer is { Kind: LayerKind.Activation, TypeName: "ReLU" or "ReLU6" },
        OperationNode { Name: "relu" or "relu6", Form: not OperationForm.Static } => true,
        _ => false,
    };
}
