using TorchSharp.Modules;

namespace TorchSharp;

public static partial class TensorExtensionMethods
{
    /// <summary>Makes a parameter of a tensor, which cannot be used afterwards.</summary>
    public static Parameter AsParameter(this torch.Tensor tensor) => new(tensor);
}
