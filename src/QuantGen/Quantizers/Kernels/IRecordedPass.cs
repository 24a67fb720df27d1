using static TorchSharp.torch;

namespace QuantGen.Quantizers.Kernels;

/// <summary>A pass over the memory of a tensor that leaves a record for the gradient.</summary>
internal interface IRecordedPass
{
    /// <summary>Whether the result takes the place of the input.</summary>
    bool InPlace { get; }

    /// <summary>Makes the pass.</summary>
    /// <param name="record">Whether a record of the values that pass no gradient is wanted.</param>
    /// <param name="clipped">The record, or null when none was wanted or every gradient passes.</param>
    /// <returns>A new tensor of the layout of the input, or the input.</returns>
    Tensor Run(bool record, out ClipRecord? clipped);
}
