using QuantGen.Modules;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Containers that apply their children in order.</summary>
internal static class ContainerLayers
{
    /// <summary>The forms.</summary>
    public static LayerForm[] Forms { get; } =
    [
        LayerForm.Of<Sequential>(InOrder),
        LayerForm.Of<QuantSequential>(static (layer, x) => layer.Steps.Aggregate(x, static (value, step) => step.Layer switch
        {
            QuantInputLayer quantized when step.Quantizer is { } quantizer => quantized.Trace(value, quantizer),
            var child => child.Trace(value),
        })),
    ];

    private static GraphValue InOrder(Sequential container, GraphValue input)
    {
        // A class of the user's may derive from it only to build its children.
        if (container.GetType().GetMethod(nameof(Sequential.forward), [typeof(Tensor)])?.DeclaringType != typeof(Sequential))
            throw LayerTracing.NoForm(container, input);

        foreach (var (name, child) in container.named_children())
        {
            input = child is nn.Module<Tensor, Tensor> layer
                ? layer.Trace(input)
                : throw new GraphException(
                    $"{name} of {input.LayerPath()} is a {child.GetType().Name}, which does not take one tensor and return one, so it cannot " +
                    "stand in a Sequential.");
        }

        return input;
    }
}
