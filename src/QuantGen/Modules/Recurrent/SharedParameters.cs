using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>
/// A float layer whose parameters a quantized layer shows as its own: with all quantizers off the float layer computes, exactly as torch
/// does. Not a module, so that the float layer is no child of the quantized one.
/// </summary>
/// <typeparam name="T">The type of the float layer.</typeparam>
/// <param name="layer">The float layer, which belongs to the quantized one.</param>
internal sealed class SharedParameters<T>(T layer) : IDisposable
    where T : nn.Module
{
    /// <summary>The float layer.</summary>
    public T Layer => layer;

    /// <summary>The parameter of a name, which must be there.</summary>
    public Parameter this[string name] =>
        layer.get_parameter(name) ?? throw new InvalidOperationException($"{layer.GetName()} has no parameter '{name}'.");

    /// <summary>The parameter of a name, if the layer has it.</summary>
    public Parameter? Find(string name) => layer.has_parameter(name) ? layer.get_parameter(name) : null;

    /// <summary>Registers the parameters in the quantized layer.</summary>
    /// <param name="register">Registers one of them under its name.</param>
    public void Show(Action<string, Parameter?> register)
    {
        foreach (var (name, parameter) in layer.named_parameters())
            register(name, parameter);
    }

    /// <summary>Converts and moves the float layer. Its parameters may be others afterwards.</summary>
    /// <param name="dtype">The type; null leaves it.</param>
    /// <param name="device">The device; null leaves it.</param>
    public void Convert(ScalarType? dtype, Device? device)
    {
        if (dtype is { } type)
            layer.to(type);
        if (device is not null)
            layer.to(device);
    }

    /// <inheritdoc/>
    public void Dispose() => layer.Dispose();
}
