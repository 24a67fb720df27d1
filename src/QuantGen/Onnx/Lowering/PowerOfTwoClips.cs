using QuantGen.Graph;

namespace QuantGen.Onnx.Lowering;

/// <summary>
/// Activations pass a Clip from 0, or minus the bound, to the bound, a literal power of two; weights and biases are float numbers on the grid. Whoever reads the file finds the scales from those.
/// </summary>
/// <remarks>Source: the models that TI's edgeai-torchvision exports.</remarks>
internal sealed class PowerOfTwoClips : QuantizerLowering
{
    /// <inheritdoc/>
    public override void Write(LoweredNode node, Quantization quantization)
    {
        if (!quantization.IsPowerOfTwo)
            throw new OnnxException($"{NameOf(node.Node)}: its scale is no power of two; export for another target, or make the twin with Target = PowerOfTwo.");

        if (node.Node.Inputs[0] is { Constant: not null } constant)
        {
            OnGrid(node, quantization, constant);
            return;
        }

        if (quantization.Axis is not null)
            throw new OnnxException($"{NameOf(node.Node)}: an activation with ranges per channel has no one bound; export for {nameof(OnnxTarget.OnnxRuntime)}.");

        var bound = (quantization.HighestLevel + 1) * quantization.Scales[0];
        node.Last("Clip", [node.Input(0), node.Number("min", quantization.IsUnsigned ? 0 : -bound), node.Number("max", bound)]);
    }
}
