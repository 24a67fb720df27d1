using System.Diagnostics.CodeAnalysis;
using QuantGen.Modules;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>The calls that generated twins make.</content>
public static partial class LayerTracing
{
    /// <summary>Adds what a layer computes with another input quantizer, as <see cref="QuantInputLayer.call(Tensor, TensorQuantizer)"/> does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="inputQuantizer">Quantizes the input in place of the layer's own quantizer.</param>
    /// <exception cref="GraphException">A quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    public static GraphValue Trace(this QuantInputLayer layer, GraphValue input, TensorQuantizer inputQuantizer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(inputQuantizer);
        using var entered = Enter(layer, input);
        return QuantizedLayers.Trace(layer, input, inputQuantizer);
    }

    /// <summary>Adds an activation and the layer behind it, as <see cref="QuantInputLayer.call(Tensor, nn.Module{Tensor, Tensor})"/> does.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">What the activation takes.</param>
    /// <param name="activation">The activation.</param>
    /// <exception cref="GraphException">A quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    public static GraphValue Trace(this QuantInputLayer layer, GraphValue input, nn.Module<Tensor, Tensor> activation)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return layer.Trace(activation.Trace(input), layer.InputQuantizer);
    }

    /// <summary>
    /// Adds an activation and the layer behind it with another input quantizer, as <see cref="QuantInputLayer.call(Tensor, nn.Module{Tensor, Tensor}, TensorQuantizer)"/> does.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">What the activation takes.</param>
    /// <param name="activation">The activation.</param>
    /// <param name="inputQuantizer">Quantizes the activated input in place of the layer's own quantizer.</param>
    /// <exception cref="GraphException">A quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    public static GraphValue Trace(this QuantInputLayer layer, GraphValue input, nn.Module<Tensor, Tensor> activation, TensorQuantizer inputQuantizer) =>
        layer.Trace(activation.Trace(input), inputQuantizer);

    /// <summary>Adds a transposed convolution whose output has a given size.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">Its input.</param>
    /// <param name="output_size">The extents of the output, with or without those before the spatial ones; null for the smallest.</param>
    /// <exception cref="GraphException">A quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    /// <exception cref="ArgumentException">The size has the wrong number of extents, or cannot be had.</exception>
    public static GraphValue Trace(this QuantTransposedConvolution layer, GraphValue input, long[]? output_size)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        return QuantizedLayers.Trace(layer, input, layer.InputQuantizer, output_size);
    }

    /// <inheritdoc cref="Trace(QuantTransposedConvolution, GraphValue, long[])"/>
    public static GraphValue Trace(this PowerOfTwoTransposedConvolution layer, GraphValue input, long[]? output_size)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        return PowerOfTwoLayers.Weighted(layer, input, output_size);
    }

    /// <inheritdoc cref="Trace(QuantTransposedConvolution, GraphValue, long[])"/>
    public static GraphValue Trace(this ConvolutionTranspose layer, GraphValue input, long[]? output_size)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(input);
        using var entered = Enter(layer, input);
        return ConvolutionLayers.Transposed(layer, input, output_size);
    }

    /// <summary>Adds a quantizer if there is one and a value, as <see cref="QuantizerExtensions.CallIfPresent"/> does.</summary>
    /// <param name="quantizer">The quantizer, or null.</param>
    /// <param name="input">The value, or null for a result that is left out.</param>
    /// <exception cref="GraphException">The quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    [return: NotNullIfNotNull(nameof(input))]
    public static GraphValue? TraceIfPresent(this TensorQuantizer? quantizer, GraphValue? input) =>
        quantizer is null || input is null ? input : quantizer.Trace(input);

    /// <summary>Adds a quantizer if there is one and a value, as <see cref="Pact2Extensions.CallIfPresent"/> does.</summary>
    /// <param name="quantizer">The quantizer, or null.</param>
    /// <param name="input">The value, or null where an optional argument was left out.</param>
    /// <exception cref="GraphException">The quantizer has no range.</exception>
    [return: NotNullIfNotNull(nameof(input))]
    public static GraphValue? TraceIfPresent(this Pact2? quantizer, GraphValue? input) =>
        quantizer is null || input is null ? input : quantizer.Trace(input);

    /// <summary>Adds a quantizer to each of several values, as <see cref="TensorQuantizer.CallEach"/> does.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="inputs">The values.</param>
    /// <exception cref="GraphException">The quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    public static GraphValue[] TraceEach(this TensorQuantizer quantizer, IEnumerable<GraphValue> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. inputs.Select(quantizer.Trace)];
    }

    /// <summary>Adds a quantizer to the skip operand of a sum, the sum, and an activation, as <see cref="TensorQuantizer.AddTo"/> computes them.</summary>
    /// <param name="quantizer">The quantizer.</param>
    /// <param name="output">What the operand is added to.</param>
    /// <param name="identity">The operand to quantize.</param>
    /// <param name="activation">What is applied to the sum; null for nothing.</param>
    /// <exception cref="GraphException">The quantizer has no range, or quantizes in a way that has no form in a graph.</exception>
    public static GraphValue TraceSum(this TensorQuantizer quantizer, GraphValue output, GraphValue identity, nn.Module<Tensor, Tensor>? activation = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var sum = output.Node("Add", quantizer.Trace(identity));
        return activation is null ? sum : activation.Trace(sum);
    }
}
