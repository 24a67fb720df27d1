using System.Runtime.InteropServices;
using QuantGen.ModelReading.Reading;

namespace QuantGen.ModelReading.Flows;

/// <summary>What an expression is to the flow of values.</summary>
/// <param name="Kind">Which of these it is.</param>
/// <param name="Node">The node that made the value; the number of the routine or of the set of layers; -1 if there is none.</param>
/// <param name="Field">The field that holds the layer, or the list of layers that it is an element of; null unless it is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Flow(FlowKind Kind, int Node, FieldEntry? Field)
{
    /// <summary>Nothing that a quantizer could see: a number, a size, a type.</summary>
    public static Flow None { get; } = new(FlowKind.None, -1, null);

    /// <summary>Whether it carries values from tensors.</summary>
    public bool IsValue => Kind is FlowKind.Tensor or FlowKind.Derived;

    /// <summary>Whether it is a layer.</summary>
    public bool IsLayer => Kind is FlowKind.Layer or FlowKind.Element or FlowKind.AnyLayer;

    /// <summary>A tensor.</summary>
    public static Flow Tensor(int node) => new(FlowKind.Tensor, node, null);

    /// <summary>Something computed from tensors, perhaps a tensor itself.</summary>
    public static Flow Derived(int node) => new(FlowKind.Derived, node, null);

    /// <summary>The layer in a field.</summary>
    public static Flow Layer(FieldEntry field) => new(FlowKind.Layer, -1, field);

    /// <summary>A layer in a list of layers.</summary>
    public static Flow Element(FieldEntry field) => new(FlowKind.Element, -1, field);

    /// <summary>A layer that depends on the path taken or on the call.</summary>
    public static Flow AnyLayer(int set) => new(FlowKind.AnyLayer, set, null);

    /// <summary>Code that can be called.</summary>
    public static Flow Code(int routine) => new(FlowKind.Code, routine, null);
}
