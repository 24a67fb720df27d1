namespace QuantGen.Benchmarks;

/// <summary>Measures something and reports figures.</summary>
internal interface IBenchmark
{
    /// <summary>The name of its first figure, or what the names of all its figures start with.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="log">Where details go.</param>
    /// <param name="prefix">What the names of the figures that are asked for start with. Others may be reported too.</param>
    IEnumerable<Result> Run(TextWriter log, string prefix);
}
