using QuantGen.ModelReading.Layers;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// TensorRT's rule for sums: it fuses the sum into the layer that ends the longer path, and reads the other operand as
/// 8-bit numbers. So the operand with the shorter way back to the common source gets a quantizer; of two ways of one
/// length the second. A sum with no quantized layer on either way stays in float.
/// </summary>
internal static class ResidualPlacement
{
    /// <summary>Which operand of a sum gets a quantizer: 0, 1, or null for none.</summary>
    public static int? OperandOf(AddNode sum, ModuleModel module, FlowPaths paths)
    {
        var (left, right) = (sum.Inputs[0].Node, sum.Inputs[1].Node);
        if (left == right || !paths.ComesFromInput(left) || !paths.ComesFromInput(right))
            return null;

        var source = paths.CommonSource(left, right);
        var toLeft = paths.Between(source, left, MayHoldQuantizers);
        var toRight = paths.Between(source, right, MayHoldQuantizers);
        if (!toLeft.Any && !toRight.Any)
            return null;

        return toLeft.Length < toRight.Length && sum.Left != LeftOperand.Bound ? 0 : 1;

        bool MayHoldQuantizers(LayerCallNode call) => module.Field(call.Field) is { KeepFloat: false, Layer.Kind: var kind } && kind
            is LayerKind.Convolution
            or LayerKind.TransposedConvolution
            or LayerKind.Linear
            or LayerKind.Sequential
            or LayerKind.List
            or LayerKind.Annotated
            or LayerKind.Unknown;
    }
}
