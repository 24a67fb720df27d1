namespace QuantGen.Checkpoints;

/// <summary>What a <see cref="CheckpointFile"/> says about one quantizer of the model that was saved.</summary>
/// <param name="Name">Its path in that model.</param>
/// <param name="Description">How it quantizes, as in a <see cref="LoadReport"/>: <c>(8bit fake per-tensor)</c>, or <c>off</c>.</param>
public sealed record CheckpointQuantizer(string Name, string Description)
{
    /// <summary>Name and description.</summary>
    public override string ToString() => $"{Name} {Description}";
}
