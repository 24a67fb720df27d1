namespace QuantGen.ModelReading.Layers;

/// <summary>A layer of TorchSharp.</summary>
/// <param name="Name">Its class in TorchSharp.Modules, which is also the name of its factory in torch.nn.</param>
/// <param name="Kind">What it is to quantization.</param>
/// <param name="Quantized">The class in QuantGen.Modules that takes its place, or null.</param>
internal sealed record KnownLayer(string Name, LayerKind Kind, string? Quantized = null);
