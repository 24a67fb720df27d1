namespace QuantGen.Tests.Calibration;

/// <summary>How the values of <see cref="SampleData"/> are distributed.</summary>
public enum SampleShape
{
    /// <summary>Around zero, both signs.</summary>
    Normal,

    /// <summary>Half of them zero, as behind a ReLU.</summary>
    Rectified,

    /// <summary>A few far larger than the rest.</summary>
    HeavyTailed,

    /// <summary>None near zero, as behind a global pooling.</summary>
    FarFromZero,

    /// <summary>Seven values only, on exact fractions of the largest.</summary>
    Steps,

    /// <summary>One value.</summary>
    Constant,

    /// <summary>Nothing but zero.</summary>
    Zero,
}
