using ModelZoo;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Samples.Tests.Zoo;

/// <summary>What is known of a model of the zoo from the literature and from torchvision.</summary>
/// <param name="Parameters">How many numbers its parameters hold.</param>
/// <param name="Layers">Its layers with weights.</param>
/// <param name="Adds">How many residual additions it has.</param>
internal sealed record ZooModel(long Parameters, IReadOnlyList<TorchvisionNames.Layer> Layers, int Adds)
{
    private static readonly Dictionary<string, ZooModel> ByName = new(StringComparer.Ordinal)
    {
        ["resnet18"] = new(11_689_512, TorchvisionNames.ResNet([2, 2, 2, 2], 2, firstStageProjects: false), 8),
        ["resnet34"] = new(21_797_672, TorchvisionNames.ResNet([3, 4, 6, 3], 2, firstStageProjects: false), 16),
        ["resnet50"] = new(25_557_032, TorchvisionNames.ResNet([3, 4, 6, 3], 3, firstStageProjects: true), 16),
        ["resnet101"] = new(44_549_160, TorchvisionNames.ResNet([3, 4, 23, 3], 3, firstStageProjects: true), 33),
        ["resnet152"] = new(60_192_808, TorchvisionNames.ResNet([3, 8, 36, 3], 3, firstStageProjects: true), 50),
        ["mobilenet_v2"] = new(3_504_872, TorchvisionNames.MobileNetV2(), 10),
        ["resnet20"] = new(272_474, TorchvisionNames.ResNet([3, 3, 3], 2, firstStageProjects: false), 9),
        ["resnet32"] = new(466_906, TorchvisionNames.ResNet([5, 5, 5], 2, firstStageProjects: false), 15),
        ["resnet56"] = new(855_770, TorchvisionNames.ResNet([9, 9, 9], 2, firstStageProjects: false), 27),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>How many quantizers the twin must have: input and weight of every convolution and of the classifier, and one an addition.</summary>
    public int Quantizers => (2 * Layers.Count(static layer => layer.Kind != TorchvisionNames.Kind.BatchNorm)) + Adds;

    public static ZooModel Of(string name) => ByName[name];

    /// <summary>Makes the model with the number of classes that its parameters were counted with.</summary>
    public static Module<Tensor, Tensor> Create(string name) => Models.Create(name, IsForCifar(name) ? 10 : 1000);

    public static bool IsForCifar(string name) => name is "resnet20" or "resnet32" or "resnet56";
}
