using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Training;

/// <summary>Stochastic gradient descent.</summary>
internal sealed class SgdForm : OptimizerForm
{
    /// <summary>The running sum of a parameter's gradients.</summary>
    public const string Momentum = "momentum_buffer";

    /// <inheritdoc/>
    public override Type Kind => typeof(SGD);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Slots => [Momentum];

    /// <inheritdoc/>
    public override Tensor? Get(OptimizerState state, string slot) => ((SGD.State)state).momentum_buffer;

    /// <inheritdoc/>
    public override void Set(OptimizerState state, string slot, Tensor? value)
    {
        var own = (SGD.State)state;
        own.momentum_buffer?.Dispose();
        own.momentum_buffer = value!;
    }

    /// <inheritdoc/>
    protected override IEnumerable<(string Name, double? Value)> Read(OptimizerOptions options)
    {
        var own = (SGD.Options)options;
        return
        [
            ("momentum", own.momentum), ("dampening", own.dampening), ("weight_decay", own.weight_decay),
            ("nesterov", Number(own.nesterov)), ("maximize", Number(own.maximize)),
        ];
    }

    /// <inheritdoc/>
    protected override void Write(OptimizerOptions options, IReadOnlyDictionary<string, double> numbers)
    {
        var own = (SGD.Options)options;
        own.momentum = numbers["momentum"];
        own.dampening = numbers["dampening"];
        own.weight_decay = numbers["weight_decay"];
        own.nesterov = numbers["nesterov"] != 0;
        own.maximize = numbers["maximize"] != 0;
    }
}
