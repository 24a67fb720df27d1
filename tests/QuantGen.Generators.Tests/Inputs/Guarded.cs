using QuantGen;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Sums that some instances reach and others never do.</summary>
[Quantize]
public sealed partial class Guarded : Module<Tensor, Tensor>
{
    internal enum Kind { Plain, Residual }

    private readonly Linear a, b, c;
    private readonly Linear? d;
    private readonly Kind kind;
    private readonly int depth;
    private bool warm;

    internal Guarded(long features, Kind kind, int depth) : base(nameof(Guarded))
    {
        this.kind = kind;
        this.depth = depth;
        a = Linear(features, features);
        b = Linear(features, features);
        c = Linear(features, features);
        d = depth > 2 ? Linear(features, features) : null;
        RegisterComponents();
    }

    public override Tensor forward(Tensor x)
    {
        x = kind == Kind.Residual ? x + a.call(x) : a.call(x);

        if (d is not null && depth > 2)
            x = x + d.call(x);
        else
            x += b.call(x);

        // Known only while it runs.
        if (warm)
            x = x + c.call(x);
        warm = true;

        if (!(depth > 0))
            return c.call(x);

        if (depth > 1)
            return c.call(x) + x;
        return x;
    }
}
