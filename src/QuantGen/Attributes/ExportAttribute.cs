namespace QuantGen;

/// <summary>
/// Lets a model be exported: the class, and its twin if it carries <see cref="QuantizeAttribute"/> too, gets a symbolic forward, <c>Trace</c>, the same code over values of a graph. The class must
/// be partial and derive from Module. On an assembly: every class with <see cref="QuantizeAttribute"/> in it, but for those of <see cref="QuantizationTarget.LowBit"/>,
/// whose twins have no form in a graph.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Assembly, Inherited = false)]
public sealed class ExportAttribute : Attribute;
