using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Normalises groups of channels of each sample by their mean and variance.</summary>
public sealed class GroupNorm : nn.Module<Tensor, Tensor>
{
    [ComponentName(Name = nameof(weight))]
    private Parameter? _weight;

    [ComponentName(Name = nameof(bias))]
    private Parameter? _bias;

    // TorchSharp 0.107 leaves weight and bias uninitialised; ones and zeros, as in PyTorch, are one way of that.
    internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
        : base(nameof(GroupNorm))
    {
        this.num_groups = num_groups;
        this.eps = eps;
        this.affine = affine;
        if (affine)
        {
            weight = new(ones([num_channels], dtype, device));
            bias = new(zeros([num_channels], dtype, device));
        }
    }

    public long num_groups { get; set; }

    public double eps { get; set; }

    public bool affine { get; set; }

    public Parameter weight
    {
        get => _weight!;
        set => Set(ref _weight, value, nameof(weight));
    }

    public Parameter? bias
    {
        get => _bias;
        set => Set(ref _bias, value, nameof(bias));
    }

    public override Tensor forward(Tensor tensor)
    {
        if (tensor.dim() < 3)
            throw new ArgumentException($"Invalid number of dimensions for GroupNorm argument: {tensor.dim()}");

        return nn.functional.group_norm(tensor, num_groups, weight, bias, eps);
    }
}
