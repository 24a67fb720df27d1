using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace QuantGen.Analyzers.Diagnostics;

/// <summary>
/// What a rule has reported on a compilation. What stands in a base class, or in a Sequential that forward calls twice, is come upon more
/// than once and said once. Rules run on several threads.
/// </summary>
internal sealed class SaidOnce
{
    private readonly ConcurrentDictionary<(Location Place, string Message), bool> _said = new();

    /// <summary>Reports a diagnostic unless the same was said at the same place.</summary>
    public void Report(Diagnostic diagnostic, Action<Diagnostic> report)
    {
        if (_said.TryAdd((diagnostic.Location, diagnostic.GetMessage(CultureInfo.InvariantCulture)), true))
            report(diagnostic);
    }
}
