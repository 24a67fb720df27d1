using QuantGen.ModelReading.Models;

namespace QuantGen.ModelReading.Flows;

/// <summary>The operations written as functions and methods whose results fixed-point hardware needs quantized.</summary>
internal static class QuantizedOperations
{
    /// <summary>Whether the result of an operation may be quantized.</summary>
    public static bool Has(OperationNode operation) =>
        operation is { IsKeptFloat: false, Inputs.Count: > 0 } && (IsClip(operation.Name) || IsPool(operation.Name) || IsNormalization(operation.Name) || HasWeights(operation.Name));

    /// <summary>Whether it clips its input, so that whoever made the input need not be quantized.</summary>
    public static bool IsClip(string name) => name
        is "relu" or "relu_" or "relu6" or "relu6_" or "hardtanh" or "hardtanh_" or "clamp" or "clamp_" or "clip" or "clip_";

    /// <summary>Whether it is a pool over windows.</summary>
    public static bool IsPool(string name) => name
        is "max_pool1d" or "max_pool2d" or "max_pool3d" or "avg_pool1d" or "avg_pool2d" or "avg_pool3d";

    /// <summary>Whether it normalizes.</summary>
    public static bool IsNormalization(string name) => name is "batch_norm" or "group_norm" or "instance_norm" or "layer_norm";

    /// <summary>Whether it multiplies with weights that it is given.</summary>
    public static bool HasWeights(string name) => name
        is "conv1d" or "conv2d" or "conv3d" or "conv_transpose1d" or "conv_transpose2d" or "conv_transpose3d" or "linear";
}
