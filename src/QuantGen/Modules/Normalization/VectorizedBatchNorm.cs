using QuantGen.Quantizers;
using QuantGen.Quantizers.Kernels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>A training step of a batch normalization module by <see cref="BatchNormFunction"/>, in place of its own <c>forward</c>.</summary>
internal static unsafe class VectorizedBatchNorm
{
    /// <summary>
    /// Normalizes by the statistics of the batch and updates the running ones, as the module's <c>call</c> in training; calls the module
    /// where the vectorized form does not hold: in evaluation, with hooks, on other devices, types and layouts.
    /// </summary>
    public static Tensor Call(BatchNorm norm, Tensor input)
    {
        if (!Fits(norm, input) || ModuleHooks.Any(norm))
            return norm.call(input);

        var statistics = new ChannelStatistics((int)input.size(1));
        var output = BatchNormFunction.Apply(input, norm.affine ? norm.weight : null, norm.affine ? norm.bias : null, norm.eps, statistics);
        if (norm.track_running_stats && norm.running_mean is { } mean && norm.running_var is { } variance)
            Track(norm, mean, variance, statistics, input.numel() / input.size(1));

        return output;
    }

    private static bool Fits(BatchNorm norm, Tensor input) =>
        norm.training
        && Takes(norm, input.dim())
        && input.size(1) == norm.num_features
        && input.numel() > norm.num_features
        && input.dtype == ScalarType.Float32
        && input.device_type == DeviceType.CPU
        && input.is_contiguous()
        && Fits(norm.running_mean)
        && Fits(norm.running_var)
        && (!norm.affine || (Fits(norm.weight) && Fits(norm.bias)));

    private static bool Fits(Tensor? perChannel) =>
        perChannel is null
        || (perChannel.dtype == ScalarType.Float32 && perChannel.device_type == DeviceType.CPU && perChannel.is_contiguous());

    private static bool Takes(BatchNorm norm, long dimensions) => norm switch
    {
        BatchNorm1d => dimensions is 2 or 3,
        BatchNorm2d => dimensions == 4,
        BatchNorm3d => dimensions == 5,
        _ => false,
    };

    private static void Track(BatchNorm norm, Tensor mean, Tensor variance, ChannelStatistics statistics, long count)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        norm.num_batches_tracked?.add_(1);
        var momentum = norm.momentum ?? (norm.num_batches_tracked is { } batches ? 1.0 / *(long*)TensorMemory.Address(batches) : 0);
        var means = (float*)TensorMemory.Address(mean);
        var variances = (float*)TensorMemory.Address(variance);
        for (var channel = 0; channel < statistics.Means.Length; channel++)
        {
            // In double, as torch does.
            var unbiased = statistics.SquaredDistances[channel] / (double)(count - 1);
            means[channel] = (float)((momentum * statistics.Means[channel]) + ((1 - momentum) * means[channel]));
            variances[channel] = (float)((momentum * unbiased) + ((1 - momentum) * variances[channel]));
        }

        TensorMemory.Overwritten(mean);
        TensorMemory.Overwritten(variance);
    }
}
