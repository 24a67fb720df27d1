namespace QuantGen.Analyzers.Rules;

/// <summary>What <see cref="LayerReusedAnalyzer"/> tells the code fix about a reused layer.</summary>
internal static class LayerReuse
{
    /// <summary>The key of the cause: <see cref="AtPlaces"/>, <see cref="InLoop"/> or <see cref="InHelper"/>.</summary>
    public const string CauseProperty = "Cause";

    /// <summary>The key of whether the layer is free of parameters and buffers.</summary>
    public const string StatelessProperty = "Stateless";

    /// <summary>The layer is called at several places, one after the other.</summary>
    public const string AtPlaces = "Places";

    /// <summary>A loop calls the layer again and again.</summary>
    public const string InLoop = "Loop";

    /// <summary>A helper that calls the layer runs several times.</summary>
    public const string InHelper = "Helper";
}
