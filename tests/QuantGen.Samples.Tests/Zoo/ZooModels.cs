using ModelZoo;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The table of all models of the zoo, one part a file.</summary>
internal static partial class ZooModels
{
    public static IEnumerable<ZooModel> All => [.. Classifiers, .. Networks];

    public static ZooModel Of(string name) => All.Single(model => model.Name == name);

    /// <summary>A row for a classifier of pictures that <see cref="Models"/> makes.</summary>
    /// <param name="name">Its name in the registry.</param>
    /// <param name="quantizers">How many quantizers its twin has.</param>
    /// <param name="sqnrFloor">The least SQNR of its twin in dB.</param>
    /// <param name="parameters">How many numbers its parameters hold; null where nothing is published.</param>
    /// <param name="side">Height and width of the input.</param>
    /// <param name="batch">How many pictures. Where pictures end as one pixel, BatchNorm in training needs two or more.</param>
    /// <param name="classes">With how many classes the parameters were counted.</param>
    private static ZooModel Classifier(
        string name, int quantizers, double sqnrFloor, long? parameters, long side = 64, long batch = 4, long classes = 1000) =>
        new(name, () => Models.Create(name, classes), () => randn(batch, 3, side, side), quantizers, sqnrFloor) { Parameters = parameters };
}
