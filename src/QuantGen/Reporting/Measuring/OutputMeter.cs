using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>Compares results of the whole model.</summary>
internal sealed class OutputMeter
{
    private readonly NoiseMeter _quantization = new();
    private readonly NoiseMeter _all = new();
    private long _batches;
    private long _rows;
    private long _same;
    private bool _hasFloat;

    /// <summary>Takes in the results of one batch.</summary>
    /// <param name="quantized">The twin's.</param>
    /// <param name="unquantized">The twin's with its quantizers off.</param>
    /// <param name="floating">The float model's; null when there is none.</param>
    public void Add(Tensor quantized, Tensor unquantized, Tensor? floating)
    {
        using var scope = NewDisposeScope();
        _batches++;
        _quantization.Add(unquantized, quantized);
        if (floating is not null)
        {
            _hasFloat = true;
            _all.Add(floating, quantized);
        }

        var reference = floating ?? unquantized;
        if (reference.dim() != 2 || reference.size(1) < 2)
            return;

        _rows += reference.size(0);
        _same += reference.argmax(1).eq(quantized.argmax(1)).sum().item<long>();
    }

    /// <summary>The figures; null when no batch was compared.</summary>
    /// <param name="againstFloat">Whether the twin with its quantizers off had the parameters of the float model.</param>
    public OutputReport? Report(bool againstFloat) => _batches == 0 ? null : new OutputReport(
        _batches,
        _quantization.Sqnr,
        _hasFloat ? _all.Sqnr : null,
        _rows,
        _rows == 0 ? null : Math.Round((double)_same / _rows, 6, MidpointRounding.AwayFromZero))
    {
        AgainstFloat = againstFloat ? true : null,
    };
}
