using System.Collections.Immutable;

namespace QuantGen.Analyzers.Layers;

/// <summary>The steps of a forward, and questions to the ways between them.</summary>
/// <param name="Steps">All of them, in the order of the text.</param>
internal sealed record LayerGraph(ImmutableArray<Step> Steps)
{
    /// <summary>The steps whose results a step takes, looked at through the places where paths meet.</summary>
    public static ImmutableArray<Step> Before(Step step) => Beyond(step, static step => step.Inputs);

    /// <summary>The steps that take a step's result, looked at through the places where paths meet.</summary>
    public static ImmutableArray<Step> After(Step step) => Beyond(step, static step => step.Uses);

    /// <summary>Whether any step that comes later, on whatever way, is one of those asked for.</summary>
    public static bool ReachesAny(Step step, Func<Step, bool> wanted)
    {
        var seen = new HashSet<Step>();
        var pending = new Stack<Step>(step.Uses);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
                continue;
            if (wanted(next))
                return true;

            foreach (var use in next.Uses)
                pending.Push(use);
        }

        return false;
    }

    private static ImmutableArray<Step> Beyond(Step start, Func<Step, List<Step>> next)
    {
        var found = ImmutableArray.CreateBuilder<Step>();
        var seen = new HashSet<Step>();
        var pending = new Stack<Step>(Enumerable.Reverse(next(start)));
        while (pending.Count > 0)
        {
            var step = pending.Pop();
            if (!seen.Add(step))
                continue;
            if (step.Kind != StepKind.Merge)
            {
                found.Add(step);
                continue;
            }

            foreach (var other in Enumerable.Reverse(next(step)))
                pending.Push(other);
        }

        return found.ToImmutable();
    }
}
