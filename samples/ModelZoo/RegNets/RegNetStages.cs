using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace ModelZoo;

/// <summary>The parts of a RegNetX that classifiers and other networks on it share.</summary>
internal static class RegNetStages
{
    /// <summary>Channels that the first convolution puts out.</summary>
    public const long StemChannels = 32;

    /// <summary>Makes the first convolution, which halves height and width.</summary>
    public static Sequential CreateStem() =>
        ConvNormActivation.Create(3, StemChannels, kernel: 3, stride: 2, activation: Activations.ReLU);

    /// <summary>Makes the stages, each of which halves height and width, and says how many channels each puts out.</summary>
    /// <param name="options">The numbers that the network follows from.</param>
    public static IReadOnlyList<(Sequential Blocks, long Channels)> CreateStages(RegNetOptions options)
    {
        var stages = new List<(Sequential, long)>();
        var inChannels = StemChannels;
        foreach (var (channels, blocks, groupWidth) in options.Stages())
        {
            var row = Sequential();
            for (var i = 0; i < blocks; i++)
            {
                // The names are torchvision's: block2-0 is the first block of the second stage.
                row.append($"block{stages.Count + 1}-{i}", new RegNetBlock(inChannels, channels, stride: i == 0 ? 2 : 1, groupWidth));
                inChannels = channels;
            }

            stages.Add((row, channels));
        }

        return stages;
    }
}
