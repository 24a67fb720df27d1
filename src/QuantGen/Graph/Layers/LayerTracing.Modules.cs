using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <content>Layers of other inputs and results.</content>
public static partial class LayerTracing
{
    // TorchSharp's types say nothing of null, QuantGen's do: those of the receivers below fit both.
#nullable disable annotations
    /// <summary>Adds attention in several heads.</summary>
    /// <param name="layer">A multi-head attention of TorchSharp.</param>
    /// <param name="query">(length, batch, width).</param>
    /// <param name="key">(source length, batch, key width).</param>
    /// <param name="value">(source length, batch, value width).</param>
    /// <param name="key_padding_mask">(batch, source length), true for keys that are left out; null for none.</param>
    /// <param name="need_weights">Whether the weights are returned.</param>
    /// <param name="attn_mask">(length, source length), added to the products; null for none.</param>
    /// <returns>The attended values, and the weights averaged over the heads, or null.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph; the message names it.</exception>
    public static Tuple<GraphValue, GraphValue> Trace(
        this nn.Module<Tensor, Tensor, Tensor, Tensor, bool, Tensor, Tuple<Tensor, Tensor>> layer,
        GraphValue query,
        GraphValue key,
        GraphValue value,
        GraphValue key_padding_mask = null,
        bool need_weights = true,
        GraphValue attn_mask = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        using var entered = Enter(layer, query, key, value);
        if (layer is not MultiheadAttention attention)
            throw NoForm(layer, query);

        var (values, weights) = new AttentionForms(attention).Trace(query, key, value, key_padding_mask, need_weights, attn_mask);
        return Tuple.Create(values, weights);
    }

    /// <summary>Adds a layer of three inputs.</summary>
    /// <param name="layer">An <see cref="ITraceable"/>.</param>
    /// <param name="input">The first input.</param>
    /// <param name="second">The second; null where it is left out.</param>
    /// <param name="third">The third; null where it is left out.</param>
    /// <returns>The result.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph; the message names it.</exception>
    public static GraphValue Trace(this nn.Module<Tensor, Tensor, Tensor, Tensor> layer, GraphValue input, GraphValue second = null, GraphValue third = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input, second, third);
        return Traced(layer, 1, input, second, third)[0];
    }

    /// <summary>Adds a layer of two results.</summary>
    /// <param name="layer">An <see cref="ITraceable"/>.</param>
    /// <param name="input">Its input.</param>
    /// <returns>The results.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph; the message names it.</exception>
    public static (GraphValue, GraphValue) Trace(this nn.Module<Tensor, (Tensor, Tensor)> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input);
        var results = Traced(layer, 2, input);
        return (results[0], results[1]);
    }

    /// <summary>Adds a layer of three results.</summary>
    /// <inheritdoc cref="Trace(nn.Module{Tensor, ValueTuple{Tensor, Tensor}}, GraphValue)"/>
    public static (GraphValue, GraphValue, GraphValue) Trace(this nn.Module<Tensor, (Tensor, Tensor, Tensor)> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input);
        var results = Traced(layer, 3, input);
        return (results[0], results[1], results[2]);
    }

    /// <summary>Adds a layer of four results.</summary>
    /// <inheritdoc cref="Trace(nn.Module{Tensor, ValueTuple{Tensor, Tensor}}, GraphValue)"/>
    public static (GraphValue, GraphValue, GraphValue, GraphValue) Trace(this nn.Module<Tensor, (Tensor, Tensor, Tensor, Tensor)> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input);
        var results = Traced(layer, 4, input);
        return (results[0], results[1], results[2], results[3]);
    }

    /// <summary>Adds a layer of five results.</summary>
    /// <inheritdoc cref="Trace(nn.Module{Tensor, ValueTuple{Tensor, Tensor}}, GraphValue)"/>
    public static (GraphValue, GraphValue, GraphValue, GraphValue, GraphValue) Trace(
        this nn.Module<Tensor, (Tensor, Tensor, Tensor, Tensor, Tensor)> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input);
        var results = Traced(layer, 5, input);
        return (results[0], results[1], results[2], results[3], results[4]);
    }

    /// <summary>Adds a layer of an array of results.</summary>
    /// <inheritdoc cref="Trace(nn.Module{Tensor, ValueTuple{Tensor, Tensor}}, GraphValue)"/>
    public static GraphValue[] Trace(this nn.Module<Tensor, Tensor[]> layer, GraphValue input)
    {
        ArgumentNullException.ThrowIfNull(layer);
        using var entered = Enter(layer, input);
        return Traced(layer, null, input);
    }

    /// <summary>Adds a layer of an array of inputs.</summary>
    /// <param name="layer">An <see cref="ITraceable"/>.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <returns>The result.</returns>
    /// <exception cref="GraphException">The layer has no form in a graph; the message names it.</exception>
    public static GraphValue Trace(this nn.Module<Tensor[], Tensor> layer, GraphValue[] inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(inputs);
        using var entered = Enter(layer, inputs);
        return Traced(layer, 1, inputs)[0];
    }
#nullable restore annotations

    /// <summary>Adds a layer of any kind, as graphs are made of: inputs and results in the order of forward.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">Its inputs.</param>
    internal static IReadOnlyList<GraphValue> TraceAny(nn.Module layer, IReadOnlyList<GraphValue> inputs)
    {
        var second = inputs.ElementAtOrDefault(1);
        switch (layer)
        {
            case ITraceable traceable:
                using (Enter(layer, [.. inputs]))
                    return traceable.Trace(inputs);
            case nn.Module<Tensor, Tensor> one when inputs.Count == 1:
                return [one.Trace(inputs[0])];
            case nn.Module<Tensor, Tensor, Tensor> two when inputs.Count is 1 or 2:
                return [two.Trace(inputs[0], second!)];
            case nn.Module<Tensor, Tensor, (Tensor, Tensor)> recurrent when inputs.Count is 1 or 2:
                var (output, state) = recurrent.Trace(inputs[0], second!);
                return [output, state];
            case nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)> recurrent when inputs.Count is 1 or 3:
                var (outputs, hidden, cell) = recurrent.Trace(inputs[0], second is null ? null : (second, inputs[2]));
                return [outputs, hidden, cell];
            case nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)> recurrent when inputs.Count is 1 or 3:
                var (next, memory) = recurrent.Trace(inputs[0], second is null ? null : (second, inputs[2]));
                return [next, memory];
            case MultiheadAttention attention when inputs.Count == 3:
                var (values, weights) = attention.Trace(inputs[0], inputs[1], inputs[2]);
                return [values, weights];
            default:
                throw new GraphException($"{layer.GetName()} cannot be traced over {inputs.Count} inputs: annotate the class with [Export], or implement {nameof(ITraceable)}.");
        }
    }

    private static GraphValue[] Traced(nn.Module layer, int? results, params GraphValue?[] inputs)
    {
        if (layer is not ITraceable traceable)
            throw NoForm(layer, inputs[0]!);

        var values = traceable.Trace(inputs!);
        return results is null || values.Count == results ? [.. values] : throw WrongCount(layer, values.Count, results.Value);
    }

    private static GraphException WrongCount(nn.Module layer, int count, int expected) =>
        new($"The Trace method of {layer.GetType().Name} returns {count} values where forward returns {expected}.");
}
