using Segmentation.Data;

namespace Segmentation.Training;

/// <summary>Weights of the classes in the loss, so that rare ones count more.</summary>
internal static class ClassWeights
{
    /// <summary>1 / ln(1.02 + share of the pixels) (Paszke et al. 2016, "ENet", section 4.3), over their mean.</summary>
    /// <param name="set">The pictures, of which the masks are counted as they are.</param>
    /// <param name="input">The size of the network's input.</param>
    /// <param name="cancellation">Ends the counting with an <see cref="OperationCanceledException"/>.</param>
    public static float[] Logarithmic(SegmentationSet set, PictureSize input, CancellationToken cancellation)
    {
        const double Bound = 1.02;

        var counts = new long[set.Labels.Classes.Count];
        foreach (var batch in BatchReader.Read(set, new BatchOrder(1, input), cancellation))
        {
            foreach (var label in batch.Labels)
            {
                if (label != LabelTable.Void)
                    counts[label]++;
            }
        }

        double all = Math.Max(1, counts.Sum());
        var weights = Array.ConvertAll(counts, count => 1 / Math.Log(Bound + (count / all)));
        var mean = weights.Average();
        return Array.ConvertAll(weights, weight => (float)(weight / mean));
    }
}
