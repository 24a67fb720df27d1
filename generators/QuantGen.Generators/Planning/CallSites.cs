using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Planning;

/// <summary>
/// Tells apart the calls of one layer that need ranges of their own. Of calls that no object ever makes both, because a
/// condition settled at its construction stands between them, one range is enough; and the layer's own quantizer goes to
/// calls that every object makes, or it might never get a range.
/// </summary>
internal static class CallSites
{
    /// <summary>The calls by the number of their input quantizer; number 1 is the layer's own.</summary>
    public static IEnumerable<(int Number, IReadOnlyList<LayerCallNode> Calls)> Of(IReadOnlyList<(int Index, LayerCallNode Call)> calls)
    {
        // Most layers are called at one place.
        if (calls is [(_, var only)])
            return [(1, [only])];

        var sites = new List<List<LayerCallNode>>();
        foreach (var call in calls.Select(static call => call.Call).OrderBy(static call => call.Guards.Count > 0))
        {
            if (sites.Find(site => site.TrueForAll(other => AreExclusive(call, other))) is { } shared)
                shared.Add(call);
            else
                sites.Add([call]);
        }

        return sites.Select(static (site, index) => (index + 1, (IReadOnlyList<LayerCallNode>)site));
    }

    private static bool AreExclusive(LayerCallNode left, LayerCallNode right) =>
        left.Guards.Any(guard => right.Guards.Contains(guard with { IsNegated = !guard.IsNegated }));
}
