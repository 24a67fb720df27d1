namespace QuantGen.CodeFixes.Layers;

/// <summary>A layer that a fix is about to write.</summary>
/// <param name="Layer">Its class in TorchSharp.Modules, which is also the name of its factory.</param>
/// <param name="Arguments">The arguments of the factory, without the parentheses.</param>
/// <param name="ReadsMembers">Whether the arguments read fields of the model, which only a constructor can do.</param>
/// <param name="Name">The name of the field.</param>
internal sealed record LayerCode(string Layer, string Arguments, bool ReadsMembers, string Name);
