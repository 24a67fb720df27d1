using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>What the documented model derives from.</summary>
/// <typeparam name="TResult">What it gives.</typeparam>
public abstract class DocumentedBase<TResult>(string name) : Module<Tensor, TResult>(name)
{
    /// <summary>How often <see cref="Step"/> runs, unlike <see cref="Unused"/>.</summary>
    protected const int Steps = 2;

    private static int Unused => 1;

    /// <summary>One step out of <see cref="Steps"/>, as <see cref="Unused"/> is not.</summary>
    protected abstract Tensor Step(Tensor x);

    /// <summary>What <see cref="Step"/> gives <see cref="Steps"/> times over, not <see cref="Unused"/> times.</summary>
    protected Tensor Repeat(Tensor x)
    {
        for (var i = 0; i < Steps; i++)
            x = Step(x);
        return x;
    }
}

/// <summary>A model whose methods have documentation of every kind.</summary>
[Quantize]
public sealed partial class Documentation : DocumentedBase<Tensor>
{
    private readonly Conv2d conv;
    private readonly bool flag;

    /// <summary>Makes it.</summary>
    public Documentation(long channels, bool flag) : base(nameof(Documentation))
    {
        this.flag = flag;
        conv = Conv2d(channels, channels, 1);
        RegisterComponents();
    }

    /// <summary>Whether <see cref="Documentation(long, bool)"/> was told so.</summary>
    public bool Flag => flag;

    /// <summary>Calls <see cref="Step"/>, whatever <see cref="flag"/> and <see cref="Flag"/> are.</summary>
    public override Tensor forward(Tensor x) => Doubled(Repeat(x)) + Halved(x);

    /// <inheritdoc/>
    protected override Tensor Step(Tensor x) => conv.call(x);

    // Stays static.
    /// <summary>Twice <paramref name="x"/>.</summary>
    private static Tensor Doubled(Tensor x) => x * 2;

    private Tensor Halved(Tensor x)
    {
        return Half(conv.call(x)) + Whole(x);

        // Nothing of the object is in it.
        static Tensor Half(Tensor t) => functional.adaptive_avg_pool2d(t, 1) / 2;

        static Tensor Whole(Tensor t)
        {
            var pooled = functional.avg_pool2d(t, 1);
            return pooled + t;
        }
    }
}
