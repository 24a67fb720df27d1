using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.LowBit;

/// <summary>What quantizers to a <see cref="UniformGrid"/> of a learned range have in common.</summary>
internal abstract class UniformQuantizer : LowBitQuantizer
{
    private readonly string _name;
    private readonly Func<int, UniformGrid> _grid;
    private bool _hasStartedElsewhere;

    /// <summary>Makes one.</summary>
    /// <param name="side">How it quantizes.</param>
    /// <param name="role">Where it stands.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="name">What the learned range is called in the state dictionary.</param>
    /// <param name="grid">The levels of a number of them.</param>
    /// <param name="start">Where the range starts if the side does not say so.</param>
    protected UniformQuantizer(
        LowBitSide side, LowBitRole role, long[] shape, string name, Func<int, UniformGrid> grid, LowBitStart start)
        : base(side, role, shape)
    {
        (_name, _grid) = (name, grid);
        Start = side.Start ?? (side.Bound is not null ? LowBitStart.Fixed : side.WarmUpSteps > 0 ? LowBitStart.Maximum : start);
        AddLearned(name, Start == LowBitStart.Fixed ? UniformRange.EndingAt(side.Bound ?? 1, grid(side.Levels)) : double.NaN);
    }

    /// <summary>The levels.</summary>
    protected UniformGrid Grid => _grid(Levels);

    /// <summary>What is learned.</summary>
    protected Parameter LearnedRange => Learned(_name);

    /// <summary>Where the range starts.</summary>
    protected LowBitStart Start { get; }

    private protected override bool HasStarted
    {
        get
        {
            // Elsewhere than on the CPU a look at the value waits for the device.
            if (LearnedRange.device_type == DeviceType.CPU)
                return HasValue(LearnedRange);

            return _hasStartedElsewhere |= HasValue(LearnedRange);
        }
    }

    private protected override void Measure(Tensor values, long batch)
    {
        if (Start != LowBitStart.Fixed)
            Average(LearnedRange, UniformRange.Find(values, Grid, ChannelGroups, Start, Side.WarmUpFactor ?? 1), batch);
    }

    private protected override IntegerForm Integers(Tensor values) => UniformOperators.Form(Settings(values), values, LearnedRange, null);

    /// <summary>By what the gradient of the range is multiplied where the side does not say so.</summary>
    private protected virtual (GradientScale Scale, double Factor) DefaultGradientScale => (GradientScale.None, 1);

    /// <summary>What the formulas need for a tensor.</summary>
    private protected UniformSettings Settings(Tensor values) => new(
        Grid,
        ChannelGroups,
        GradientFactors.Of(Side, DefaultGradientScale, Role == LowBitRole.Weight ? Fan(Shape) : Shape[1], values.numel() / Groups),
        Side.Gradient == GradientKind.InsideShare,
        Side.TruncatesGradientScale,
        ResultIsPrivate);

    private static long Fan(long[] shape) => shape.Skip(1).Aggregate(1L, static (product, extent) => product * extent);
}
