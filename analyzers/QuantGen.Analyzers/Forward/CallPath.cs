using System.Collections.Immutable;

namespace QuantGen.Analyzers.Forward;

/// <summary>One way that control takes from a routine, through the routines it runs, to an event.</summary>
/// <param name="steps">The events on the way, each with the routine it lies in; the last is the event itself.</param>
internal sealed class CallPath(ImmutableArray<(Routine Routine, RoutineEvent Event)> steps)
{
    /// <summary>The event at the end.</summary>
    public RoutineEvent Event => steps[steps.Length - 1].Event;

    /// <summary>The routine that the event lies in.</summary>
    public Routine Routine => steps[steps.Length - 1].Routine;

    /// <summary>Whether a loop on the way makes the event happen more than once.</summary>
    public bool Repeats
    {
        get
        {
            foreach (var (routine, @event) in steps)
            {
                if (routine.Repeats(@event))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether the event may happen after that of an <paramref name="earlier"/> path in one and the same run.</summary>
    public bool MayFollow(CallPath earlier)
    {
        for (var i = 0; i < steps.Length && i < earlier.Length; i++)
        {
            var (routine, mine) = steps[i];
            var other = earlier.At(i);
            if (mine != other)
                return routine.MayFollow(other, mine);
        }

        return false;
    }

    private int Length => steps.Length;

    private RoutineEvent At(int index) => steps[index].Event;
}
