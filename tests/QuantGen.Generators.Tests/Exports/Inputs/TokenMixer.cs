using System;
using System.Collections.Generic;
using System.Linq;
using QuantGen;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Two streams of tokens: what attends, what is attended to, and what forward needs of C# to say so.</summary>
[Quantize, Export]
public partial class TokenMixer : Module<Tensor, Tensor, (Tensor Mixed, Tensor Weights)>
{
    private readonly Linear query, key, value;
    private readonly ModuleList<Linear> blocks = ModuleList(Linear(8, 8), Linear(8, 8));
    private readonly Module<Tensor, Tensor>? gate;
    private readonly LayerNorm norm = LayerNorm(8);
    private readonly Parameter position;
    private readonly long heads;

    public TokenMixer(long heads, bool gated) : base(nameof(TokenMixer))
    {
        this.heads = heads;
        (query, key, value) = (Linear(8, 8), Linear(8, 8), Linear(8, 8));
        gate = gated ? Linear(8, 8) : null;
        position = Parameter(zeros(1, 16, 8));
        RegisterComponents();
    }

    /// <summary>Mixes.</summary>
    /// <param name="x">What attends.</param>
    /// <param name="context">What is attended to.</param>
    public override (Tensor Mixed, Tensor Weights) forward(Tensor x, Tensor context)
    {
        using var scope = NewDisposeScope();
        var steps = x.shape[1];

        // A table and a mask depend on no input: they stay tensors until they meet one.
        var mask = ones(steps, steps).triu(1).mul(-1e9f);
        var table = position[TensorIndex.Colon, TensorIndex.Slice(0, steps)];
        x = x + table;

        var (q, k, v) = (Split(query.call(x)), Split(key.call(context)), Split(value.call(context)));
        var scores = (q.matmul(k.transpose(-2, -1)) / Math.Sqrt(8.0 / heads) + mask).softmax(-1);
        var mixed = Join(scores.matmul(v));

        var states = new List<Tensor> { x };
        foreach (var block in blocks)
        {
            mixed = functional.gelu(block.call(norm.call(mixed)));
            states.Add(mixed);
        }

        if (gate is { } open)
            mixed.mul_(sigmoid(open.call(x)));

        var total = zeros_like(position);
        for (var i = 0; i < states.Count; i++)
            total = total + states[i] * (float)i;

        var all = cat(states.Select(state => state.relu()).ToArray(), dim: -1);
        mixed = mixed + all.narrow(-1, 0, 8) + total.mean([1], keepdim: true);
        return (mixed.MoveToOuterDisposeScope(), scores.MoveToOuterDisposeScope());
    }

    /// <summary>Features to heads.</summary>
    private Tensor Split(Tensor t) => t.view(t.shape[0], -1, heads, 8 / heads).transpose(1, 2);

    private static Tensor Join(Tensor t)
    {
        var (n, h, s, d) = (t.shape[0], t.shape[1], t.shape[2], t.shape[3]);
        return t.transpose(1, 2).contiguous().view(n, s, h * d);
    }
}
