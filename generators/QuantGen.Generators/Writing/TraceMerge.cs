using QuantGen.ModelReading.Models;

namespace QuantGen.Generators.Writing;

/// <summary>Puts the changes that make code compute over values of a graph beside those that the move to another class, or quantization, brings.</summary>
internal static class TraceMerge
{
    /// <summary>The changes of both kinds, in the order of the text. What quantization takes out or puts another text for is left to it.</summary>
    /// <param name="others">The others.</param>
    /// <param name="trace">Those of the symbolic forward.</param>
    /// <param name="owner">The class that the code comes from, with its type parameters: copies of what its bases have stand in it.</param>
    public static List<ForwardEdit> Merge(List<ForwardEdit> others, TraceModel trace, string owner)
    {
        var count = others.Count;
        foreach (var edit in trace.Edits)
        {
            if (edit.Kind == TraceEditKind.Wrap)
            {
                Wrap(edit, others, count);
                continue;
            }

            if (edit.Kind == TraceEditKind.Name)
                Requalify(others, count, edit.Range.Start, owner);

            var other = others.FindIndex(0, count, other => Overlaps(other, edit.Range));
            if (other < 0)
                others.Add(new ForwardEdit(edit.Range.Start, edit.Range.Length, edit.Text, int.MaxValue));
            else if (edit.Kind == TraceEditKind.Name && others[other].NewText.Length > 0)
                others[other] = others[other] with { NewText = "Trace" + char.ToUpperInvariant(others[other].NewText[0]) + others[other].NewText.Substring(1) };
        }

        return [.. others.OrderBy(static edit => edit.Start).ThenBy(static edit => edit.Order)];
    }

    /// <summary>Where a static member is named by its class, names the class that holds the copy.</summary>
    private static void Requalify(List<ForwardEdit> others, int count, int start, string owner)
    {
        var qualifier = others.FindIndex(0, count, other => other.Length == 0 && other.Start == start && other.NewText.EndsWith(".", StringComparison.Ordinal));
        if (qualifier >= 0)
            others[qualifier] = others[qualifier] with { NewText = owner + "." };
    }

    private static void Wrap(TraceEdit edit, List<ForwardEdit> others, int count)
    {
        if (others.FindIndex(0, count, other => other.Length > 0 && other.Start <= edit.Range.Start && edit.Range.End <= other.End) >= 0)
            return;

        others.Add(new ForwardEdit(edit.Range.Start, 0, edit.Text, ForwardEdits.Opening(edit.Range)));
        others.Add(new ForwardEdit(edit.Range.End, 0, ")", ForwardEdits.Closing(edit.Range)));
    }

    private static bool Overlaps(ForwardEdit other, TextRange range) =>
        other.Length > 0 && other.Start < Math.Max(range.End, range.Start + 1) && range.Start < other.End;
}
