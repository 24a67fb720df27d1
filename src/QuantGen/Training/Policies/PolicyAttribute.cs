namespace QuantGen.Training.Policies;

/// <summary>An attribute that a policy can set.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Takes">What its values are, for messages.</param>
/// <param name="Apply">Adds it to changes; null for a value that it cannot have.</param>
internal sealed record PolicyAttribute(string Name, string Takes, Func<QuantizerChanges, PolicyToken, QuantizerChanges?> Apply);
