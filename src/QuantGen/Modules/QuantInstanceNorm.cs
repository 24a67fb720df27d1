using QuantGen.Quantizers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Modules;

/// <summary>An instance normalization that quantizes its input: what 1, 2 and 3 dimensions have in common.</summary>
public abstract class QuantInstanceNorm : QuantInputLayer
{
    private readonly int _rank;

    private protected QuantInstanceNorm(string name, InstanceNorm layer, int rank, QuantDescriptor? input)
        : base(name, input)
    {
        _rank = rank;
        num_features = layer.num_features;
        eps = layer.eps;
        momentum = layer.momentum ?? 0.1;
        affine = layer.affine;
        track_running_stats = layer.track_running_stats;
        foreach (var (key, parameter) in layer.named_parameters())
            ConditionallyRegisterParameter(key, Copies.Of(parameter));
        foreach (var (key, buffer) in layer.named_buffers())
            ConditionallyRegisterBuffer(key, Copies.Of(buffer));

        Complete(layer);
    }

    /// <summary>The number of channels.</summary>
    public long num_features { get; }

    /// <summary>What is added to variances.</summary>
    public double eps { get; }

    /// <summary>How much of the running statistics a batch replaces.</summary>
    public double momentum { get; }

    /// <summary>Whether there is a scale and a shift for each channel: the parameters <c>weight</c> and <c>bias</c>.</summary>
    public bool affine { get; }

    /// <summary>
    /// Whether there are running statistics, which evaluation then uses: the buffers <c>running_mean</c> and <c>running_var</c>.
    /// </summary>
    public bool track_running_stats { get; }

    /// <inheritdoc/>
    private protected sealed override Tensor Apply(Tensor input, TensorQuantizer inputQuantizer)
    {
        var isSample = input.dim() == _rank - 1;
        if (!isSample && input.dim() != _rank)
            throw new ArgumentException(
                $"{GetName()} takes tensors of {_rank - 1} or {_rank} dimensions, not of {input.dim()}.", nameof(input));

        var output = nn.functional.instance_norm(
            isSample ? input.unsqueeze(0) : input,
            get_buffer("running_mean"),
            get_buffer("running_var"),
            get_parameter("weight"),
            get_parameter("bias"),
            training || !track_running_stats,
            momentum,
            eps);
        return isSample ? output.squeeze(0) : output;
    }
}
