using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>What one type of layer adds to a graph.</summary>
/// <param name="Type">The type; its derived types have the same form unless they have one of their own.</param>
/// <param name="Trace">Adds what a layer of the type computes of an input, and returns the result.</param>
internal sealed record LayerForm(Type Type, Func<nn.Module, GraphValue, GraphValue> Trace)
{
    /// <summary>The form of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="trace">Adds what a layer of the type computes.</param>
    public static LayerForm Of<T>(Func<T, GraphValue, GraphValue> trace)
        where T : nn.Module => new(typeof(T), (layer, input) => trace((T)layer, input));

    /// <summary>The form of a type that passes its input on.</summary>
    /// <typeparam name="T">The type.</typeparam>
    public static LayerForm Passing<T>()
        where T : nn.Module => new(typeof(T), static (_, input) => input);
}
