namespace ImageClassification.LowBit;

/// <summary>The course of a learning rate.</summary>
internal enum ScheduleKind
{
    /// <summary>Half a cosine.</summary>
    Cosine,

    /// <summary>A factor at given epochs.</summary>
    MultiStep,

    /// <summary>A factor every so many epochs.</summary>
    Step,

    /// <summary>A factor every epoch.</summary>
    Exponential,

    /// <summary>A power.</summary>
    Polynomial,

    /// <summary>None.</summary>
    Constant,
}
