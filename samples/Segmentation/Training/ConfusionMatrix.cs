using Segmentation.Data;

namespace Segmentation.Training;

/// <summary>How often each class was taken for each; pixels that are void do not count.</summary>
/// <param name="classes">How many classes.</param>
internal sealed class ConfusionMatrix(int classes)
{
    private readonly long[] _counts = new long[classes * classes];

    /// <summary>Adds predictions.</summary>
    /// <param name="truth">What the pixels are.</param>
    /// <param name="predicted">What they were taken for.</param>
    public void Add(ReadOnlySpan<long> truth, ReadOnlySpan<long> predicted)
    {
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] != LabelTable.Void)
                _counts[(truth[i] * classes) + predicted[i]]++;
        }
    }

    /// <summary>
    /// Intersection over union of a class in percent: pixels rightly taken for it, over those that are or were taken for it. Null where there are none.
    /// </summary>
    public double? IntersectionOverUnion(int label)
    {
        long are = 0, taken = 0;
        for (var other = 0; other < classes; other++)
        {
            are += _counts[(label * classes) + other];
            taken += _counts[(other * classes) + label];
        }

        var both = _counts[(label * classes) + label];
        var union = are + taken - both;
        return union > 0 ? 100.0 * both / union : null;
    }

    /// <summary>The score of all classes.</summary>
    public SegmentationScore Score()
    {
        long right = 0, all = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            all += _counts[i];
            right += i % (classes + 1) == 0 ? _counts[i] : 0;
        }

        var each = new double?[classes];
        for (var label = 0; label < classes; label++)
            each[label] = IntersectionOverUnion(label);

        return new SegmentationScore(each, all > 0 ? 100.0 * right / all : 0);
    }
}
