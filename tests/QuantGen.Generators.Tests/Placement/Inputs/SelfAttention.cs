using System;
using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Self-attention over tokens [batch, time, features], written out with matrix products.</summary>
[Quantize]
public sealed partial class SelfAttention : Module<Tensor, Tensor>
{
    private readonly Linear query;
    private readonly Linear key;
    private readonly Linear value;
    private readonly Linear output;
    private readonly double scale;

    public SelfAttention(long features) : base(nameof(SelfAttention))
    {
        query = Linear(features, features);
        key = Linear(features, features);
        value = Linear(features, features);
        output = Linear(features, features);
        scale = 1 / Math.Sqrt(features);
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        var q = query.call(x) * scale;
        var k = key.call(x);
        var scores = functional.softmax(bmm(q, k.transpose(1, 2)), -1);

        // [batch, time, features]
        return x + output.call(scores.matmul(value.call(x)));
    }
}
