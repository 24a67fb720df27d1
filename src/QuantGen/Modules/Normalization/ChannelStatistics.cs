namespace QuantGen.Modules;

/// <summary>Mean and variance of each channel of a batch, rounded to float32 where torch rounds them.</summary>
/// <param name="channels">The number of channels.</param>
internal sealed class ChannelStatistics(int channels)
{
    /// <summary>The means.</summary>
    public float[] Means { get; } = new float[channels];

    /// <summary>1 / sqrt(variance + eps), of the biased variances.</summary>
    public float[] InverseDeviations { get; } = new float[channels];

    /// <summary>The sums of squared distances from the mean.</summary>
    public float[] SquaredDistances { get; } = new float[channels];

    /// <summary>Sets one channel.</summary>
    public void Set(int channel, double mean, double squares, long count, double eps)
    {
        Means[channel] = (float)mean;
        SquaredDistances[channel] = (float)squares;
        InverseDeviations[channel] = (float)(1 / Math.Sqrt((SquaredDistances[channel] / (double)count) + eps));
    }
}
