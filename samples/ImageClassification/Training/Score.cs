using System.Globalization;
using System.Runtime.InteropServices;

namespace ImageClassification.Training;

/// <summary>How well a model did on a set.</summary>
/// <param name="Loss">The mean cross entropy.</param>
/// <param name="Accuracy">Right answers, in percent.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Score(double Loss, double Accuracy)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.00} %, loss {Loss:0.000}");
}
