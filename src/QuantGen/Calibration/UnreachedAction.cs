using QuantGen.Quantizers;

namespace QuantGen.Calibration;

/// <summary>What becomes of a quantizer that has no range because no data reached it.</summary>
public enum UnreachedAction
{
    /// <summary>It stays without one. Using it, or saving the model as final, is an error that names it.</summary>
    Leave,

    /// <summary>It takes its range from each tensor, see <see cref="QuantDescriptor.Dynamic"/>.</summary>
    Dynamic,

    /// <summary>It is switched off, see <see cref="TensorQuantizer.Enabled"/>: the layer then computes with unquantized values.</summary>
    Disable,
}
