using QuantGen.Generators.Planning;
using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Finds the copied code that cannot stay static: what uses a quantizer, which is a field of the object, and what calls such code.</summary>
internal static class StaticModifiers
{
    /// <summary>The modifiers that go.</summary>
    public static IEnumerable<TextRange> ToDrop(QuantizationPlan plan)
    {
        var statics = plan.Module.Forward.Statics;
        if (statics.Count == 0)
            return [];

        var bound = new HashSet<TextRange>();
        for (var count = -1; count < bound.Count;)
        {
            count = bound.Count;
            foreach (var code in statics)
            {
                if (code.Callees.Any(bound.Contains) || plan.Rewrites.Any(rewrite => UsesQuantizer(rewrite) && Holds(code.Code, rewrite.Range)))
                    bound.Add(code.Code);
            }
        }

        return statics.Where(code => bound.Contains(code.Code)).Select(static code => code.Modifier);
    }

    private static bool UsesQuantizer(Rewrite rewrite) => rewrite is not (RemoveCall or RemoveStatement);

    private static bool Holds(TextRange code, TextRange range) => code.Start <= range.Start && range.End <= code.End;
}
