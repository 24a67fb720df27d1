using QuantGen.PowerOfTwo;
using QuantGen.Sensitivity;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>
/// Lets everything in a power-of-two twin pass as in the float model, and looks at what passes its quantizers and what its layers receive. Disposing
/// restores what was before.
/// </summary>
internal sealed class PowerOfTwoProbe : IDisposable
{
    private readonly SwitchState _switches;
    private readonly IDisposable? _parameters;
    private readonly List<Action> _removals = [];

    /// <summary>Changes the state.</summary>
    /// <param name="twin">The twin, in evaluation mode.</param>
    /// <param name="parts">Its quantizers.</param>
    /// <param name="floating">Parameters that it has meanwhile; null for its own.</param>
    /// <param name="activation">Is shown what passes a quantizer: that of the activation whose place it took.</param>
    /// <param name="input">Is shown what a layer receives.</param>
    public PowerOfTwoProbe(
        nn.Module twin, IReadOnlyList<TwinPart> parts, FloatParameters? floating, Action<TwinPart, Tensor> activation, Action<TwinPart, Tensor> input)
    {
        _switches = new SwitchState(twin);
        _parameters = floating?.Enter();
        foreach (var part in parts)
        {
            if (part.Quantizer.Module is PowerOfTwoLayer layer)
            {
                layer.Enabled = false;
                _removals.Add(layer.register_forward_pre_hook((_, values) =>
                {
                    input(part, values);
                    return values;
                }).remove);
            }
            else if (part.Quantizer.Module is Pact2 quantizer)
            {
                quantizer.Enabled = false;
                _removals.Add(quantizer.register_forward_hook((_, _, output) =>
                {
                    activation(part, output);
                    return output;
                }).remove);
            }
        }
    }

    public void Dispose()
    {
        _removals.ForEach(static remove => remove());
        _parameters?.Dispose();
        _switches.Dispose();
    }
}
