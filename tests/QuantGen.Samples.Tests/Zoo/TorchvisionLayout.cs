namespace QuantGen.Samples.Tests.Zoo;

/// <summary>What the source of torchvision, or the paper, says of a model whose parameters have torchvision's names.</summary>
/// <param name="Layers">Its layers with weights.</param>
/// <param name="Adds">How many residual additions it has.</param>
internal sealed record TorchvisionLayout(IReadOnlyList<TorchvisionNames.Layer> Layers, int Adds)
{
    private static readonly Dictionary<string, TorchvisionLayout> ByName = new(StringComparer.Ordinal)
    {
        ["resnet18"] = new(TorchvisionNames.ResNet([2, 2, 2, 2], 2, firstStageProjects: false), 8),
        ["resnet34"] = new(TorchvisionNames.ResNet([3, 4, 6, 3], 2, firstStageProjects: false), 16),
        ["resnet50"] = new(TorchvisionNames.ResNet([3, 4, 6, 3], 3, firstStageProjects: true), 16),
        ["resnet101"] = new(TorchvisionNames.ResNet([3, 4, 23, 3], 3, firstStageProjects: true), 33),
        ["resnet152"] = new(TorchvisionNames.ResNet([3, 8, 36, 3], 3, firstStageProjects: true), 50),
        ["mobilenet_v2"] = new(TorchvisionNames.MobileNetV2(), 10),
        ["resnet20"] = new(TorchvisionNames.ResNet([3, 3, 3], 2, firstStageProjects: false), 9),
        ["resnet32"] = new(TorchvisionNames.ResNet([5, 5, 5], 2, firstStageProjects: false), 15),
        ["resnet56"] = new(TorchvisionNames.ResNet([9, 9, 9], 2, firstStageProjects: false), 27),
    };

    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>How many quantizers the twin must have: input and weight of every convolution and of the classifier, and one an addition.</summary>
    public int Quantizers => (2 * Layers.Count(static layer => layer.Kind != TorchvisionNames.Kind.BatchNorm)) + Adds;

    public static TorchvisionLayout Of(string name) => ByName[name];
}
