using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace QuantGen.Quantizers;

/// <summary>Clips to two bounds, each fixed or learned. See <see cref="Clip.Apply"/>.</summary>
public sealed class ClipModule : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = "clip_value_min")]
    private Parameter _minimum;

    [ComponentName(Name = "clip_value_max")]
    private Parameter _maximum;

    /// <summary>Makes a clip whose bounds are learned.</summary>
    /// <param name="minimum">Where the lower bound starts.</param>
    /// <param name="maximum">Where the upper bound starts.</param>
    public ClipModule(float minimum, float maximum)
        : base(nameof(ClipModule))
    {
        _minimum = Bound(minimum);
        _maximum = Bound(maximum);
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

    /// <summary>Whether the bounds get gradients.</summary>
    public bool Learns
    {
        get => _minimum.requires_grad;
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

    private static Parameter Bound(float value)
    {
        var bound = new Parameter(tensor(value));
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
