using QuantGen.LowBit;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>Calls layers over values of a graph: in traced code <c>conv1.Trace(x)</c> stands where forward has <c>conv1.call(x)</c>.</summary>
/// <remarks>
/// What is added is what the layer computes in evaluation mode, whatever mode it is in. A value that depends on none of the graph's inputs is computed at once.
/// </remarks>
public static partial class LayerTracing
{
    /// <summary>Adds what a layer computes.</summary>
    /// <param name="layer">A layer of TorchSharp or QuantGen, or an <see cref="ITraceable"/>.</param>
    /// <param name="input">Its input.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph, or a quantizer has no range; the message names it.</exception>
    public static GraphValue Trace(this nn.Module<Tensor, Tensor> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        if (layer is ITraceable)
            return Traced(layer, 1, input)[0];

        return LayerTable.Of(layer) is { } form ? form.Trace(layer, input) : throw NoForm(layer, input);
    }

    /// <summary>Adds what a layer computes that is known by its interface, as an element of a <c>Sequential</c> is.</summary>
    /// <inheritdoc cref="Trace(nn.Module{Tensor, Tensor}, GraphValue)"/>
    public static GraphValue Trace(this nn.IModule<Tensor, Tensor> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer is nn.Module<Tensor, Tensor> module
            ? module.Trace(input)
            : throw new GraphException($"{layer.GetType().Name} is no module of one tensor and one result, so that it has no form in a graph: derive it from Module<Tensor, Tensor>.");
    }

    /// <summary>A layer without a form.</summary>
    internal static GraphException NoForm(nn.Module layer, GraphValue near)
    {
        var wayOut = layer is LowBitLayer
            ? $"export the float model, or deploy the integers that {nameof(LowBitLayer.WeightToIntegers)} gives"
            : layer.GetType().Assembly == typeof(nn).Assembly
            ? $"put what it computes into a class of your own that implements {nameof(ITraceable)}"
            : $"annotate the class with [Export], or let it implement {nameof(ITraceable)}";
        return new GraphException($"{near.LayerPath()} is a {layer.GetType().Name}, which has no form in a graph: {wayOut}.");
    }

    /// <summary>Begins a layer: what is added until the result is disposed is named after it.</summary>
    internal static IDisposable? Enter(nn.Module layer, params ReadOnlySpan<GraphValue?> inputs)
    {
        foreach (var input in inputs)
        {
            if (input?.Builder is { } builder)
                return builder.Enter(layer);
        }

        return null;
    }
}
