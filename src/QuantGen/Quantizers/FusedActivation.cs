using QuantGen.Quantizers.Kernels;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>Which modules are computed as part of a kernel.</summary>
internal static class FusedActivation
{
    /// <summary>The kernel's form of a module; null for a module that has to be called.</summary>
    public static ActivationKind? Of(nn.Module<Tensor, Tensor>? module) => module switch
    {
        null => ActivationKind.None,
        ReLU when !ModuleHooks.Any(module) => ActivationKind.Relu,
        ReLU6 when !ModuleHooks.Any(module) => ActivationKind.Relu6,
        _ => null,
    };
}
