using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace ImageClassification.Training;

/// <summary>The BatchNorm layers of a model.</summary>
internal static class BatchNorms
{
    /// <summary>
    /// Puts them into evaluation mode inside of a model in training mode: they normalize by their running statistics and change them no
    /// more, which is what the quantized model does when it is deployed.
    /// </summary>
    public static void Freeze(Module model)
    {
        foreach (var layer in model.modules())
        {
            if (layer is BatchNorm)
                layer.eval();
        }
    }
}
