using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises each channel by its mean and variance: those of the batch in training, the running ones in evaluation.</summary>
public abstract class BatchNorm : NormBase
{
    public BatchNorm(
        long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype,
        string name)
        : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
    {
    }

    public override Tensor forward(Tensor input)
    {
        ValidateInputDimensions(input);
        var factor = momentum ?? 0;
        if (training && track_running_stats && num_batches_tracked is { } batches)
        {
            batches.add_(1);
            factor = momentum ?? 1.0 / batches.item<long>();
        }

        var byBatch = training || (running_mean is null && running_var is null);
        var tracks = !training || track_running_stats;
        return nn.functional.batch_norm(
            input, tracks ? running_mean : null, tracks ? running_var : null, weight, bias, byBatch, factor, eps);
    }
}
