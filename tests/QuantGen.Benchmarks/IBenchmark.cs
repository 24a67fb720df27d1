namespace QuantGen.Benchmarks;

/// <summary>Measures something and reports figures.</summary>
internal interface IBenchmark
{
    /// <summary>The name of its first figure, by which it is chosen.</summary>
    string Name { get; }

    /// <summary>Measures.</summary>
    /// <param name="log">Where details go.</param>
    IEnumerable<Result> Run(TextWriter log);
}
