using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Adam with decoupled weight decay.</summary>
// TorchSharp declares state and options of its two kinds of Adam apart, with no base in common.
internal sealed class AdamWForm : OptimizerForm
{
    private const string Mean = "exp_avg";
    private const string Square = "exp_avg_sq";
    private const string LargestSquare = "max_exp_avg_sq";

    /// <inheritdoc/>
    public override Type Kind => typeof(AdamW);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => [Mean, Square, LargestSquare];

    /// <inheritdoc/>
    public override Tensor? Get(OptimizerState state, string slot)
    {
        var own = (AdamW.State)state;
        return slot switch
        {
            Mean => own.exp_avg,
            Square => own.exp_avg_sq,
            _ => own.max_exp_avg_sq,
        };
    }

    /// <inheritdoc/>
    public override void Set(OptimizerState state, string slot, Tensor? value)
    {
        var own = (AdamW.State)state;
        Get(state, slot)?.Dispose();
        switch (slot)
        {
            case Mean:
                own.exp_avg = value!;
                break;
            case Square:
                own.exp_avg_sq = value!;
                break;
            default:
                own.max_exp_avg_sq = value!;
                break;
        }
    }

    /// <inheritdoc/>
    public override long Steps(OptimizerState state) => ((AdamW.State)state).step;

    /// <inheritdoc/>
    public override void SetSteps(OptimizerState state, long steps) => ((AdamW.State)state).step = steps;

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double? Value)> Read(OptimizerOptions options)
    {
        var own = (AdamW.Options)options;
        return
        [
            ("beta1", own.beta1), ("beta2", own.beta2), ("eps", own.eps), ("weight_decay", own.weight_decay),
            ("amsgrad", Number(own.amsgrad)), ("maximize", Number(own.maximize)),
        ];
    }

    /// <inheritdoc/>
    protected override void Write(OptimizerOptions options, IReadOnlyDictionary<string, double> numbers)
    {
        var own = (AdamW.Options)options;
        own.beta1 = numbers["beta1"];
        own.beta2 = numbers["beta2"];
        own.eps = numbers["eps"];
        own.weight_decay = numbers["weight_decay"];
        own.amsgrad = numbers["amsgrad"] != 0;
        own.maximize = numbers["maximize"] != 0;
    }
}
