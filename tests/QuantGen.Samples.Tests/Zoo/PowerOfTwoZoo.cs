extern alias fixedpoint;

using static TorchSharp.torch.nn;
using FixedPoint = fixedpoint::ModelZoo;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The models of the zoo whose twins are for fixed-point hardware, by the names of <see cref="ZooModels"/>.</summary>
internal static class PowerOfTwoZoo
{
    /// <summary>Makes a model with the weights that the zoo's model of that name has after the same seed.</summary>
    public static Module Create(string name) => FixedPoint.Networks.Names.Contains(name)
        ? FixedPoint.Networks.Create(name)
        : FixedPoint.Models.Create(name, ZooModels.ClassesOf(name));
}
