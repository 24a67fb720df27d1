namespace QuantGen;

/// <summary>
/// Keeps a layer, or every instance of a model class, in floating point in the quantized twin.
/// </summary>
/// <remarks>
/// A class of one's own that is kept needs a constructor without parameters: the twin makes an instance of its own with it and copies
/// parameters and buffers over, because a twin shares nothing with the float model.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class)]
public sealed class KeepFloatAttribute : Attribute;
