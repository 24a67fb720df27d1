namespace QuantGen.Samples.Tests.Zoo;

/// <summary>
/// The state_dict keys of torchvision's models, put together from the rules of its source and not from the models under test.
/// </summary>
internal static class TorchvisionNames
{
    private static readonly string[] BatchNormParameters = ["weight", "bias"];
    private static readonly string[] BatchNormBuffers = ["running_mean", "running_var", "num_batches_tracked"];

    /// <summary>A ResNet's layers in order: a name, and whether it is a BatchNorm, a convolution or the classifier.</summary>
    /// <param name="blocks">Blocks of each stage.</param>
    /// <param name="convolutions">Convolutions of a block: 2 or 3.</param>
    /// <param name="firstStageProjects">Whether the first stage changes the number of channels.</param>
    public static IReadOnlyList<Layer> ResNet(int[] blocks, int convolutions, bool firstStageProjects)
    {
        List<Layer> layers = [new("conv1", Kind.Convolution), new("bn1", Kind.BatchNorm)];
        for (var stage = 0; stage < blocks.Length; stage++)
        {
            for (var block = 0; block < blocks[stage]; block++)
            {
                var path = $"layer{stage + 1}.{block}";
                for (var conv = 1; conv <= convolutions; conv++)
                    layers.AddRange([new($"{path}.conv{conv}", Kind.Convolution), new($"{path}.bn{conv}", Kind.BatchNorm)]);

                if (block == 0 && (stage > 0 || firstStageProjects))
                    layers.AddRange([new($"{path}.downsample.0", Kind.Convolution), new($"{path}.downsample.1", Kind.BatchNorm)]);
            }
        }

        layers.Add(new Layer("fc", Kind.Linear));
        return layers;
    }

    /// <summary>MobileNetV2's layers in order.</summary>
    public static IReadOnlyList<Layer> MobileNetV2()
    {
        const int Blocks = 17;

        List<Layer> layers = [new("features.0.0", Kind.Convolution), new("features.0.1", Kind.BatchNorm)];
        for (var block = 1; block <= Blocks; block++)
        {
            var path = $"features.{block}.conv";
            var units = block == 1 ? 1 : 2;
            for (var unit = 0; unit < units; unit++)
                layers.AddRange([new($"{path}.{unit}.0", Kind.Convolution), new($"{path}.{unit}.1", Kind.BatchNorm)]);

            layers.AddRange([new($"{path}.{units}", Kind.Convolution), new($"{path}.{units + 1}", Kind.BatchNorm)]);
        }

        layers.AddRange([new($"features.{Blocks + 1}.0", Kind.Convolution), new($"features.{Blocks + 1}.1", Kind.BatchNorm)]);
        layers.Add(new Layer("classifier.1", Kind.Linear));
        return layers;
    }

    /// <summary>The names of the parameters, in order.</summary>
    public static IEnumerable<string> Parameters(IReadOnlyList<Layer> layers) =>
        layers.SelectMany(static layer => layer.Kind == Kind.Convolution
            ? [$"{layer.Name}.weight"]
            : BatchNormParameters.Select(parameter => $"{layer.Name}.{parameter}"));

    /// <summary>The names of the buffers, in order.</summary>
    public static IEnumerable<string> Buffers(IReadOnlyList<Layer> layers) =>
        layers.Where(static layer => layer.Kind == Kind.BatchNorm)
            .SelectMany(static layer => BatchNormBuffers.Select(buffer => $"{layer.Name}.{buffer}"));

    /// <summary>What a layer holds.</summary>
    public enum Kind
    {
        Convolution,
        BatchNorm,
        Linear,
    }

    /// <summary>A layer with weights.</summary>
    public readonly record struct Layer(string Name, Kind Kind);
}
