using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Segmentation.Training;

/// <summary>A network that scores each pixel, whether it has an auxiliary head or not. Owns the module.</summary>
internal sealed class Segmenter : IDisposable
{
    private readonly Func<Tensor, (Tensor Scores, Tensor? Auxiliary)> _run;

    /// <summary>Makes one of a module.</summary>
    /// <param name="module">Gives the scores of N x classes x H x W, or a pair of them, of which the second is there in training only.</param>
    /// <exception cref="ArgumentException">It gives something else.</exception>
    public Segmenter(Module module)
    {
        Module = module;
        _run = module switch
        {
            Module<Tensor, Tensor> plain => images => (plain.call(images), null),
            Module<Tensor, (Tensor, Tensor?)> paired => paired.call,
            _ => throw new ArgumentException($"{module.GetName()} is no network for segmentation.", nameof(module)),
        };
    }

    /// <summary>The network.</summary>
    public Module Module { get; }

    /// <summary>Whether it has an auxiliary head.</summary>
    public bool HasAuxiliary => Module is Module<Tensor, (Tensor, Tensor?)>;

    /// <summary>The scores of each pixel, and in training those of an auxiliary head where the network has one.</summary>
    public (Tensor Scores, Tensor? Auxiliary) Run(Tensor images) => _run(images);

    /// <inheritdoc/>
    public void Dispose() => Module.Dispose();
}
