using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x where positive, else a trained slope times x: one slope for all, or one a channel.</summary>
public sealed class PReLU : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    internal PReLU(long num_parameters, double init, Device? device = null, ScalarType? dtype = null)
        : base(nameof(PReLU))
    {
        this.num_parameters = num_parameters;
        this.init = init;
        weight = new(full([num_parameters], init, dtype ?? get_default_dtype(), device));
    }

    public long num_parameters { get; }

    public double init { get; }

    public Parameter weight
    {
        get => _weight!;
        set => Set(ref _weight, value, nameof(weight));
    }

    public override string GetName() => nameof(PReLU);

    public override Tensor forward(Tensor tensor) => nn.functional.prelu(tensor, weight);
}
