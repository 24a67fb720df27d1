using ModelZoo;
using static TorchSharp.torch;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>The table of all models of the zoo, one part a file.</summary>
internal static partial class ZooModels
{
    public static IEnumerable<ZooModel> All => [.. Classifiers, .. OtherNetworks];

    public static ZooModel Of(string name) => All.Single(model => model.Name == name);

    /// <summary>How many classes the classifiers of pictures in the table tell apart.</summary>
    public static long ClassesOf(string name) => name is "resnet20" or "resnet32" or "resnet56" ? 10 : 1000;

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

    /// <summary>A row for a network that <see cref="Networks"/> makes.</summary>
    /// <param name="name">Its name there.</param>
    /// <param name="input">Makes a random input.</param>
    /// <param name="quantizers">How many quantizers its twin has.</param>
    /// <param name="sqnrFloor">The least SQNR of its twin in dB.</param>
    private static ZooModel Network(string name, Func<Tensor> input, int quantizers, double sqnrFloor) =>
        new(name, () => Networks.Create(name), input, quantizers, sqnrFloor);
}
