using System.Globalization;

namespace QuantGen.Benchmarks;

/// <summary>One figure.</summary>
/// <param name="Name">Dotted, the subject first: <c>qat.step.resnet20</c>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">What it counts.</param>
internal sealed record Result(string Name, double Value, string Unit)
{
    /// <summary>A JSON object in one line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"name": "{{Name}}", "value": {{Value:0.###}}, "unit": "{{Unit}}"}""");
}
