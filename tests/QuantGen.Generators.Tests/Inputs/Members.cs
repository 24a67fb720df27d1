using System;
using QuantGen;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Samples;

/// <summary>Properties, names of its own, parameters, constants, static members and a nested type.</summary>
[Quantize]
public partial class Members : Module<Tensor, Tensor>
{
    public enum Mode { Plain, Scaled }

    public const double Slope = 0.1;
    private const long Axis = -1;
    internal static readonly long[] Shape = [-1, 8];

    [ComponentName(Name = "in_proj")]
    private readonly Linear input;
    public Linear Output { get; }
    private readonly Parameter scale;
    private readonly Tensor? offset;
    private readonly Mode mode;
    private long calls;

    public Members(long features, Mode mode) : base(nameof(Members))
    {
        this.mode = mode;
        input = Linear(features, features);
        Output = Linear(features, features);
        scale = Parameter(ones(features));
        offset = mode == Mode.Plain ? null : zeros(features);
        RegisterComponents();
    }

    public long Unused => calls;

    public override Tensor forward(Tensor x)
    {
        calls++;
        x = functional.leaky_relu(input.call(x), Slope);
        if (mode == Mode.Scaled && Math.Abs(Axis) == 1)
            x = x * scale;
        if (offset is not null)
            x = x + offset;
        x = functional.dropout(x, 0.5, training);
        return this.Output.call(x.reshape(Shape));
    }
}
