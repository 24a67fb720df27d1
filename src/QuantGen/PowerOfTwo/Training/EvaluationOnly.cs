using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// A calibrated or trained power-of-two twin that can only be evaluated: what a checkpoint scores, with nothing in it that could change
/// (TI's QuantTestModule). The twin is in evaluation mode, with everything quantized; its keys are its own.
/// </summary>
/// <typeparam name="TInput">What the twin takes.</typeparam>
/// <typeparam name="TResult">What it returns.</typeparam>
public sealed class EvaluationOnly<TInput, TResult> : nn.Module<TInput, TResult>
{
    // Not registered, so that keys stay those of the twin.
    private readonly nn.Module<TInput, TResult> _twin;

    /// <summary>Takes over a twin, which is disposed with this.</summary>
    /// <param name="twin">The twin.</param>
    /// <exception cref="QuantizationException">
    /// The model is no power-of-two twin, a quantizer has no range, or everything is switched off, so that it would be evaluated in float.
    /// </exception>
    public EvaluationOnly(nn.Module<TInput, TResult> twin)
        : base(nameof(EvaluationOnly<,>))
    {
        ArgumentNullException.ThrowIfNull(twin);
        var parts = PowerOfTwoModules.Of(twin);
        PowerOfTwoModules.ThrowIfNone(twin, parts);
        if (parts.FirstOrDefault(static part => part.Module is Pact2 { Enabled: true, IsCalibrated: false }) is { Module: not null } missing)
            throw new UncalibratedQuantizerException($"Quantizer '{missing.Name}' of '{twin.GetName()}' has no range: calibrate the twin, or load a calibrated checkpoint, before it is evaluated.");
        if (parts.All(static part => part.Module is Pact2 { Enabled: false } or PowerOfTwoLayer { Enabled: false }))
            throw new QuantizationException($"Every layer and quantizer of '{twin.GetName()}' is switched off: switch them on, since a calibrated or trained twin is worse in float than the float model.");

        _twin = twin;
        twin.eval();
        base.train(false);
    }

    /// <summary>Evaluates the twin without recording gradients.</summary>
    /// <param name="input">What the twin takes.</param>
    public override TResult forward(TInput input)
    {
        if (_twin.training)
            _twin.eval();

        using var noGradient = no_grad();
        return _twin.call(input);
    }

    /// <summary>Puts the twin into evaluation mode, in which it is already.</summary>
    /// <param name="train">False.</param>
    /// <exception cref="QuantizationException">Training mode is asked for.</exception>
    public override void train(bool train = true)
    {
        if (train)
            throw new QuantizationException($"'{_twin.GetName()}' is here for evaluation only: train the twin itself.");
    }

    /// <inheritdoc/>
    public override Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null) =>
        _twin.state_dict(destination, prefix);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _twin.Dispose();

        base.Dispose(disposing);
    }
}
