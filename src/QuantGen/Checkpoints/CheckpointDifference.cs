namespace QuantGen.Checkpoints;

/// <summary>Something that is one way in a file and another way in the model.</summary>
/// <param name="Name">The key of a tensor, or the path of a quantizer.</param>
/// <param name="File">How it is in the file.</param>
/// <param name="Model">How it is in the model.</param>
public sealed record CheckpointDifference(string Name, string File, string Model)
{
    /// <summary>One line: name, file, model.</summary>
    public override string ToString() => $"{Name} (file {File}, model {Model})";
}
