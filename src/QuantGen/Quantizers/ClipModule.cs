using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>
/// Clips to two bounds, each fixed or learned: the counterpart of pytorch-quantization's nn.Clip, with its keys <c>clip_value_min</c> and
/// <c>clip_value_max</c>. See <see cref="Clip.Apply"/>.
/// </summary>
public sealed class ClipModule : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "clip_value_min")]
    private Parameter _minimum;

    [ComponentName(Name = "clip_value_max")]
    private Parameter _maximum;

    /// <summary>Makes a clip.</summary>
    /// <param name="minimum">The lower bound, or where it starts.</param>
    /// <param name="maximum">The upper bound, or where it starts.</param>
    /// <param name="learnMinimum">Whether the lower bound is trained.</param>
    /// <param name="learnMaximum">Whether the upper bound is trained.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is not a number, or the lower one above the upper one.</exception>
    public ClipModule(float minimum, float maximum, bool learnMinimum = false, bool learnMaximum = false)
        : base(nameof(ClipModule))
    {
        if (float.IsNaN(minimum))
            throw new ArgumentOutOfRangeException(nameof(minimum), minimum, "The lower bound must be a number.");
        if (!(maximum >= minimum))
            throw new ArgumentOutOfRangeException(nameof(maximum), maximum, "The upper bound must be a number and not below the lower one.");

        _minimum = Bound(minimum, learnMinimum);
        _maximum = Bound(maximum, learnMaximum);
        RegisterComponents();
    }

    /// <summary>The lower bound, a scalar.</summary>
    public Parameter clip_value_min
    {
        get => _minimum;
        set => Replace(nameof(clip_value_min), ref _minimum, value);
    }

    /// <summary>The upper bound, a scalar.</summary>
    public Parameter clip_value_max
    {
        get => _maximum;
        set => Replace(nameof(clip_value_max), ref _maximum, value);
    }

    /// <summary>Whether a bound is trained; setting it trains both or none.</summary>
    public bool Learns
    {
        get => _minimum.requires_grad || _maximum.requires_grad;
        set => _minimum.requires_grad = _maximum.requires_grad = value;
    }

    /// <summary>
    /// The largest magnitude within the bounds, max(-minimum, maximum): the range of a symmetric quantizer. A constant to gradients.
    /// </summary>
    public Tensor Amax()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        return maximum(_minimum.neg(), _maximum).MoveToOuterDisposeScope();
    }

    /// <summary>Sets both bounds, symmetric around zero.</summary>
    /// <param name="amax">The magnitude of the bounds: one number.</param>
    public void Set(Tensor amax)
    {
        ArgumentNullException.ThrowIfNull(amax);
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _minimum.copy_(amax.neg());
        _maximum.copy_(amax);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => Clip.Apply(input, _minimum, _maximum);

    private static Parameter Bound(float value, bool isLearned)
    {
        var bound = new Parameter(tensor(value), isLearned);
        bound.DetachFromDisposeScope();
        return bound;
    }

    private void Replace(string name, ref Parameter bound, Parameter value)
    {
        ArgumentNullException.ThrowIfNull(value);
        value.DetachFromDisposeScope();
        bound.Dispose();
        bound = value;
        ConditionallyRegisterParameter(name, value);
    }
}
