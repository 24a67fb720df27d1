namespace QuantGen.Tests.Calibration;

/// <summary>Keeps what is reported, at once and in order.</summary>
/// <param name="reports">Where to.</param>
internal sealed class Told(List<QuantizationProgress> reports) : IProgress<QuantizationProgress>
{
    public void Report(QuantizationProgress value) => reports.Add(value);
}
