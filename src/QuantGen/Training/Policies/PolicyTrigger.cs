namespace QuantGen.Training.Policies;

/// <summary>When a section of a policy takes effect.</summary>
public enum PolicyTrigger
{
    /// <summary>Before training, on low-bit layers: <c>on init</c>.</summary>
    Start,

    /// <summary>Before training, on quantized normalizations: <c>on norm</c>.</summary>
    Normalizations,

    /// <summary>Before training, on quantized elementwise operations: <c>on eltwise</c>.</summary>
    Elementwise,

    /// <summary>Before each of the given epochs, on low-bit layers: <c>on epoch: 10 20</c>.</summary>
    Epochs,
}
