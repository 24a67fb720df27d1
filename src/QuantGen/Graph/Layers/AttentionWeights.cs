using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>The parameters of an attention layer, whichever way it keeps them.</summary>
internal sealed class AttentionWeights
{
    /// <summary>Finds them.</summary>
    /// <param name="layer">The layer.</param>
    public AttentionWeights(MultiheadAttention layer)
    {
        var parameters = layer.named_parameters().ToDictionary(static entry => entry.name, static entry => (Tensor)entry.parameter, StringComparer.Ordinal);
        Output = parameters["out_proj.weight"];
        OutputBias = parameters.GetValueOrDefault("out_proj.bias");
        Width = Output.size(0);
        Joint = parameters.GetValueOrDefault("in_proj_weight");
        JointBias = parameters.GetValueOrDefault("in_proj_bias");
        Query = Joint is null ? parameters["q_proj_weight"] : Part(Joint, 0);
        Key = Joint is null ? parameters["k_proj_weight"] : Part(Joint, 1);
        Value = Joint is null ? parameters["v_proj_weight"] : Part(Joint, 2);
        ExtraKey = parameters.GetValueOrDefault("bias_k");
        ExtraValue = parameters.GetValueOrDefault("bias_v");
    }

    /// <summary>The width of queries and of the result.</summary>
    public long Width { get; }

    /// <summary>The weights of queries, keys and values one below the other; null where they are apart.</summary>
    public Tensor? Joint { get; }

    /// <summary>The biases of all three, or null.</summary>
    public Tensor? JointBias { get; }

    /// <summary>What queries are multiplied with.</summary>
    public Tensor Query { get; }

    /// <summary>What keys are multiplied with.</summary>
    public Tensor Key { get; }

    /// <summary>What values are multiplied with.</summary>
    public Tensor Value { get; }

    /// <summary>The bias of queries, or null.</summary>
    public Tensor? QueryBias => JointBias is null ? null : Part(JointBias, 0);

    /// <summary>The bias of keys, or null.</summary>
    public Tensor? KeyBias => JointBias is null ? null : Part(JointBias, 1);

    /// <summary>The bias of values, or null.</summary>
    public Tensor? ValueBias => JointBias is null ? null : Part(JointBias, 2);

    /// <summary>A key that is added, or null.</summary>
    public Tensor? ExtraKey { get; }

    /// <summary>Its value, or null.</summary>
    public Tensor? ExtraValue { get; }

    /// <summary>What the attended values are multiplied with.</summary>
    public Tensor Output { get; }

    /// <summary>What is added to that, or null.</summary>
    public Tensor? OutputBias { get; }

    private Tensor Part(Tensor joint, long index) => joint.narrow(0, index * Width, Width);
}
