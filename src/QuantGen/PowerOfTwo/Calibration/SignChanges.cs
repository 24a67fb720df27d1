using QuantGen.Reporting;
using static QuantGen.Reporting.Findings.FindingRules;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Counts how often the range of a quantizer that decides its sign by itself comes to reach below zero, or ceases to: each time its levels become
/// twice as coarse or as fine.
/// </summary>
/// <param name="parts">The layers and quantizers of a twin.</param>
internal sealed class SignChanges(IReadOnlyList<(string Name, nn.Module Module)> parts)
{
    private readonly IReadOnlyList<(string Name, Pact2 Quantizer)> _quantizers =
        [.. parts.Where(static part => part.Module is Pact2 { IsFixed: false, Options.Signed: null }).Select(static part => (part.Name, (Pact2)part.Module))];

    private readonly Dictionary<string, bool> _last = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _changes = new(StringComparer.Ordinal);

    /// <summary>How often, by quantizer; those that changed alone.</summary>
    public IReadOnlyDictionary<string, int> Changes => _changes;

    /// <summary>Looks at all quantizers after a batch.</summary>
    public void Look()
    {
        foreach (var (name, quantizer) in _quantizers)
        {
            if (!quantizer.IsCalibrated)
                continue;

            var signed = quantizer.Signed;
            if (_last.TryGetValue(name, out var before) && before != signed)
                _changes[name] = _changes.GetValueOrDefault(name) + 1;

            _last[name] = signed;
        }
    }

    /// <summary>Goes on from what was counted elsewhere. The quantizers have the ranges that they had then.</summary>
    public void Restore(IReadOnlyDictionary<string, int> changes)
    {
        _changes.Clear();
        _last.Clear();
        foreach (var (name, count) in changes)
            _changes[name] = count;
        foreach (var (name, quantizer) in _quantizers.Where(static entry => entry.Quantizer.IsCalibrated))
            _last[name] = quantizer.Signed;
    }

    /// <summary>What to look at, or null.</summary>
    public ReportFinding? Finding() => About(
        FindingLevel.Check,
        [.. _changes.OrderByDescending(static pair => pair.Value).Select(static pair => new FindingPlace(pair.Key, Count(pair.Value, "time")))],
        static count => $"The ranges of {Count(count, "quantizer")} changed their sign while they were collected.",
        "Their values hardly reach below zero: a ReLU before them, or a fixed sign, wins one bit.");
}
