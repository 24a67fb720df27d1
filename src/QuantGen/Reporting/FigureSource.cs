namespace QuantGen.Reporting;

/// <summary>What an error was measured on.</summary>
public enum FigureSource
{
    /// <summary>The weight itself: exact.</summary>
    Weight,

    /// <summary>The batches given to the report: exact for these.</summary>
    Batches,

    /// <summary>The histogram of the calibration data: an estimate, as if values were spread evenly within a bin.</summary>
    Histogram,
}
