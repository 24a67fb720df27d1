namespace SampleKit.Training;

/// <summary>A learning rate's course, as a factor of its peak: up along a line, down to zero along half a cosine.</summary>
/// <param name="Steps">Steps of the whole course.</param>
/// <param name="WarmUp">Share of them in which the rate rises.</param>
internal sealed record WarmUpCosine(int Steps, double WarmUp)
{
    /// <summary>The factor at a step, from 0.</summary>
    public double Factor(int step)
    {
        var rising = WarmUp * Steps;
        if (step < rising)
            return (step + 1) / (rising + 1);

        var done = Math.Min(1, (step - rising) / (Steps - rising));
        return 0.5 * (1 + Math.Cos(Math.PI * done));
    }
}
