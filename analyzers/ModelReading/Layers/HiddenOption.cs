namespace QuantGen.ModelReading.Layers;

/// <summary>An option that a layer takes at its creation and does not show afterwards.</summary>
/// <param name="Index">Which of the factory's parameters it is, from 0.</param>
/// <param name="Parameter">That parameter.</param>
/// <param name="Property">The property of the copy's options that takes it.</param>
internal sealed record HiddenOption(int Index, string Parameter, string Property);
