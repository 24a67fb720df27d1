namespace QuantGen.Reporting;

/// <summary>How much a finding matters.</summary>
public enum FindingLevel
{
    /// <summary>The twin does not work as it is.</summary>
    Fix,

    /// <summary>It probably costs accuracy, or size, that can be had back.</summary>
    Check,

    /// <summary>Worth knowing.</summary>
    Note,
}
