namespace ImageClassification.FixedPoint;

/// <summary>One way of quantizing.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Accuracies">Test accuracies in percent, one a seed.</param>
internal sealed record ComparisonRow(string Name, IReadOnlyList<double> Accuracies)
{
    /// <summary>The mean over the seeds.</summary>
    public double Mean => Accuracies.Average();

    /// <summary>Half the distance between the highest and the lowest.</summary>
    public double Spread => (Accuracies.Max() - Accuracies.Min()) / 2;
}
