namespace QuantGen.Quantizers;

/// <content>What the switches amount to, for layers that take several steps with one quantizer.</content>
public sealed partial class TensorQuantizer
{
    /// <summary>Whether tensors pass as they are, unseen.</summary>
    internal bool IsIdle => PreQuantScale is null && (!Enabled || !(QuantEnabled || CalibrationEnabled || ClipEnabled));

    /// <summary>Whether tensors pass as they are, and are shown to the collector.</summary>
    internal bool OnlyCollects => PreQuantScale is null && Enabled && CalibrationEnabled && !QuantEnabled && !ClipEnabled;

    /// <summary>Whether what becomes of a number depends on that number alone, and not on the tensor it stands in.</summary>
    internal bool IsElementwise => PreQuantScale is null
        && (!Enabled || (!CalibrationEnabled && (!QuantEnabled || clip is not null || Amax?.numel() == 1)));
}
