namespace QuantGen.Generators.Tests.Fuzzing;

/// <summary>What can be wrong with generator or rules; the first is the writer's own fault.</summary>
internal enum FuzzFaultKind
{
    /// <summary>The random file does not compile.</summary>
    InvalidModel,

    /// <summary>The generator threw.</summary>
    GeneratorThrew,

    /// <summary>A rule threw.</summary>
    AnalyzerThrew,

    /// <summary>A class has neither a twin nor an error.</summary>
    Neither,

    /// <summary>A class has a twin and an error.</summary>
    Both,

    /// <summary>A class without an error has a twin that does not compile, or that the compiler warns of and not of its model.</summary>
    BadTwin,
}
