using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>
/// Tells whether a change of parameters leaves what a model computes as it was, by its result on a probe. The model is in evaluation mode, and
/// no gradients are recorded, while this exists.
/// </summary>
internal sealed class FunctionProbe : IDisposable
{
    private readonly Func<Tensor> _forward;
    private readonly IReadOnlyList<(nn.Module Module, bool Training)> _modes;
    private readonly IDisposable _noGradient = no_grad();
    private readonly Tensor _expected;

    /// <summary>Runs the model once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="forward">Runs it on the probe, always the same.</param>
    /// <exception cref="QuantizationException">The result is not finite.</exception>
    public FunctionProbe(nn.Module model, Func<Tensor> forward)
    {
        _forward = forward;

        // Parents come first: what they set in their children is set again after them.
        _modes = [.. model.named_modules().Select(static named => named.module).Prepend(model).Select(static module => (module, module.training))];
        model.eval();
        var complete = false;
        try
        {
            using var scope = NewDisposeScope();
            _expected = Result().DetachFromDisposeScope();
            if (!_expected.isfinite().all().item<bool>())
                throw new QuantizationException($"The model '{model.GetName()}' gives NaN or infinity on the probe: give an input of the kind that it was trained on.");

            complete = true;
        }
        finally
        {
            if (!complete)
                Dispose();
        }
    }

    /// <summary>Whether the model still gives the result that it gave first, bit for bit.</summary>
    public bool IsUnchanged()
    {
        using var scope = NewDisposeScope();
        var result = Result();
        return result.shape.AsSpan().SequenceEqual(_expected.shape) && result.bytes.SequenceEqual(_expected.bytes);
    }

    /// <summary>The largest difference from the first result, over the largest magnitude in it.</summary>
    public double Difference()
    {
        using var scope = NewDisposeScope();
        var difference = (Result() - _expected).abs().max().item<float>();
        return difference / Math.Max(_expected.abs().max().item<float>(), float.Epsilon);
    }

    /// <summary>Runs a change that is taken back afterwards, and asks whether the function was the same bit for bit with it.</summary>
    /// <param name="changed">What the change writes to.</param>
    /// <param name="change">The change.</param>
    public bool Survives(IReadOnlyList<Tensor> changed, Action change)
    {
        using var kept = new KeptTensors(changed);
        using var scope = NewDisposeScope();
        change();
        return IsUnchanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _expected?.Dispose();
        _noGradient.Dispose();
        foreach (var (module, training) in _modes)
        {
            if (module.training != training)
                module.train(training);
        }
    }

    private Tensor Result()
    {
        var result = _forward() ?? throw new QuantizationException("The probe returned no tensor: return the model's result.");
        return result.detach().to(ScalarType.Float32, CPU).contiguous().clone();
    }
}
