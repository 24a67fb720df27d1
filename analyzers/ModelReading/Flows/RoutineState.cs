namespace QuantGen.ModelReading.Flows;

/// <summary>How far the reading of a routine is.</summary>
internal enum RoutineState
{
    /// <summary>Nobody called it yet.</summary>
    Unread,

    /// <summary>It is being read, so that a call of it comes from itself.</summary>
    Reading,

    /// <summary>It was read.</summary>
    Read,
}
