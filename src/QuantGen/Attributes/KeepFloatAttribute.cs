namespace QuantGen;

/// <summary>
/// Keeps a layer, every instance of a model class, or what a method of a model computes, in floating point in the quantized twin.
/// </summary>
/// <remarks>
/// A class of one's own that is kept needs a constructor without parameters: the twin makes an instance of its own with it and copies
/// parameters and buffers over, because a twin shares nothing with the float model.
/// </remarks>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class KeepFloatAttribute : Attribute;
