namespace QuantGen.Analyzers.Rules;

/// <summary>What <see cref="LayerNotRegisteredAnalyzer"/> tells the code fix about a layer that is not registered.</summary>
internal static class Registration
{
    /// <summary>The key of the cause, one of the values below.</summary>
    public const string CauseProperty = "Cause";

    /// <summary>The class never calls <c>RegisterComponents()</c>.</summary>
    public const string Never = "Never";

    /// <summary>The layer is assigned after the call.</summary>
    public const string Late = "Late";
}
