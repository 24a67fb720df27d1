using Xunit;

namespace QuantGen.Tests.Training.Golden;

/// <summary>A fact over vectors of training, skipped with that reason where the folder has none of their kind.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TrainingFactAttribute : FactAttribute
{
    /// <summary>Skips the test unless the vectors of this kind, for example <c>policy</c>, are there.</summary>
    public TrainingFactAttribute(string kind)
    {
        Kind = kind;
        if (!File.Exists(TrainingVectors.PathOf(kind)))
            Skip = $"'{TrainingVectors.PathOf(kind)}' is not there.";
    }

    /// <summary>The name of the file without its extension.</summary>
    public string Kind { get; }
}
