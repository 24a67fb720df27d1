extern alias onnxruntime;

using static TorchSharp.torch.nn;
using OnnxRuntime = onnxruntime::ModelZoo;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The models of the zoo whose twins are for ONNX Runtime, by the names of <see cref="ZooModels"/>.</summary>
internal static class OnnxRuntimeZoo
{
    /// <summary>Makes a model with the weights that the zoo's model of that name has after the same seed.</summary>
    public static Module Create(string name) => OnnxRuntime.Networks.Names.Contains(name)
        ? OnnxRuntime.Networks.Create(name)
        : OnnxRuntime.Models.Create(name, ZooModels.ClassesOf(name));
}
