using QuantGen.LowBit;
using QuantGen.PowerOfTwo;
using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Tells what the parameters of a model are for.</summary>
/// <remarks>
/// The role follows from where a parameter is, not from its shape: the weight of a depthwise convolution has one input channel and is a weight,
/// and the clip values of a quantizer are its own however many channels they are for.
/// </remarks>
public static class ParameterRoles
{
    /// <summary>The parameters of a model with their roles.</summary>
    /// <param name="model">A float model or a twin.</param>
    /// <returns>Names, parameters and roles in the order of the model. A parameter of a layer that nothing is known about is small when it has
    /// no more than one axis.</returns>
    public static IReadOnlyList<(string Name, Parameter Parameter, ParameterRole Role)> Of(nn.Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var roles = new Dictionary<Parameter, ParameterRole>(ReferenceEqualityComparer.Instance);
        foreach (var module in model.named_modules().Select(static named => named.module).Append(model))
        {
            foreach (var (name, parameter) in module.named_parameters(recurse: IsQuantizer(module)))
            {
                if (IsQuantizer(module))
                    roles[parameter] = ParameterRole.Quantizer;
                else
                    roles.TryAdd(parameter, IsSmall(module, name, parameter) ? ParameterRole.Small : ParameterRole.Weight);
            }
        }

        return [.. model.named_parameters().Select(entry => (entry.name, entry.parameter, roles[entry.parameter]))];
    }

    private static bool IsQuantizer(nn.Module module) => module is TensorQuantizer or Pact2 or LowBitQuantizer;

    private static bool IsSmall(nn.Module module, string name, Parameter parameter) =>
        parameter.dim() <= 1 || module is LayerNorm || name.StartsWith("bias", StringComparison.Ordinal);
}
