using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.PowerOfTwo;

/// <summary>The quantization of one state of a layer's weight and bias.</summary>
internal sealed class QuantizedParameters
{
    private readonly PowerOfTwoLayer _layer;
    private readonly FixedPointFormat _format;
    private readonly float[]? _exactBias;
    private readonly double[]? _bias;
    private readonly double _biasLimit = double.PositiveInfinity;

    /// <summary>Finds scales and quantizes the bias.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="weight">Its weight, merged with a batch normalization if it is.</param>
    /// <param name="bias">Its bias, merged likewise, or null.</param>
    /// <exception cref="QuantizationException">A value is NaN or infinite.</exception>
    public QuantizedParameters(PowerOfTwoLayer layer, Tensor weight, Tensor? bias)
    {
        _layer = layer;
        _format = FixedPointFormat.Weight(layer.WeightBits, layer.Options.PowerOfTwoWeights);
        Scales = WeightScales.Of(Finite(Largest(weight), "weight"), layer.HasChannelScales, _format);
        if (bias is null)
            return;

        _exactBias = Finite(HostValues.Of(bias), "bias");
        _bias = Array.ConvertAll(_exactBias, static value => (double)value);
        if (layer.BiasMode == BiasMode.Float)
            return;

        var input = BiasInput.Of(layer.InputRange);
        if (layer.BiasMode == BiasMode.ReduceWeightScale && input is { } reader)
            WeightScales.MakeRoom(Scales, _exactBias.Max(Math.Abs), reader.Scale, layer.WeightBits);

        BiasScale = BiasGrid.Quantize(_bias, layer.WeightBits);
        if (layer.BiasMode == BiasMode.Saturate16 && input is { } source)
            _biasLimit = BiasGrid.Saturate(_bias, BiasScale.Value, source.Scale * (double)Scales[0], source.HighestLevel, layer.WeightBits);
    }

    /// <summary>Levels a unit: one, or one for each output channel.</summary>
    public float[] Scales { get; }

    /// <summary>How the weight is rounded.</summary>
    public FixedPointFormat Format => _format;

    /// <summary>The clip bound of each scale.</summary>
    public float[] Clips => Array.ConvertAll(Scales, _format.Clip);

    /// <summary>Levels a unit of the bias's own grid; null where it has none.</summary>
    public double? BiasScale { get; }

    /// <summary>How many biases lie beyond what the accumulator holds.</summary>
    public int SaturatedBiases => _exactBias?.Count(value => Math.Abs(value) > _biasLimit) ?? 0;

    /// <summary>The sum of the squared biases, and of what quantization took from each; null without a bias.</summary>
    public (double Signal, double Noise)? BiasPower => _bias is null
        ? null
        : (_exactBias!.Sum(static exact => (double)exact * exact), _exactBias!.Zip(_bias, static (exact, quantized) => Math.Pow(exact - quantized, 2)).Sum());

    /// <summary>What quantization took from the bias.</summary>
    public Tensor? BiasRounding => _bias is null
        ? null
        : HostValues.ToTensor([.. _exactBias!.Zip(_bias, static (exact, quantized) => (float)(exact - quantized))], _layer.weight);

    /// <summary>The quantized weight, without a gradient.</summary>
    public Tensor Weight(Tensor weight)
    {
        using var noGradient = no_grad();
        return FixedPoint.FakeQuantize(weight, Clip(weight), _format);
    }

    /// <summary>The quantized weight, with the gradient of the weight where that is not cut off.</summary>
    public Tensor WeightWithGradient(Tensor weight) => FixedPoint.FakeQuantize(weight, Clip(weight), _format);

    /// <summary>The quantized bias, without a gradient.</summary>
    public Tensor Bias(Tensor bias) => HostValues.ToTensor(Array.ConvertAll(_bias!, static value => (float)value), bias);

    /// <summary>The quantized bias, with the gradient of the bias where that does not saturate.</summary>
    public Tensor BiasWithGradient(Tensor bias) =>
        StraightThrough.Apply(bias, Bias, values => values.abs().le(_biasLimit));

    /// <summary>The clip bound, or those of the channels in a shape that broadcasts to the weight.</summary>
    public Tensor Clip(Tensor weight)
    {
        using var scope = NewDisposeScope();
        var clip = HostValues.ToTensor(Clips, weight);
        return (Scales.Length == 1 ? clip : _layer.Layout.Align(clip, weight)).MoveToOuterDisposeScope();
    }

    private float[] Largest(Tensor weight)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var rows = _layer.Layout.Rows(weight.detach());
        if (_layer.Options.WeightTail == 0)
            return HostValues.Of(rows.abs().amax([1]));

        return _layer.HasChannelScales
            ? [.. Enumerable.Range(0, (int)_layer.Layout.Outputs).Select(row => LargestWithoutTail(rows[row]))]
            : [LargestWithoutTail(weight.detach())];
    }

    private float LargestWithoutTail(Tensor values)
    {
        var (low, high) = BatchRange.Of(values, _layer.Options.WeightTail, Subsample.Key(_layer.Options.Seed, 0));
        return Math.Max(Math.Abs(low), Math.Abs(high));
    }

    private float[] Finite(float[] values, string what) => Array.TrueForAll(values, float.IsFinite)
        ? values
        : throw new QuantizationException(
            $"The {what} of '{_layer.FullName}' holds NaN or infinity, or its batch normalization makes it so: repair it before quantizing.");
}
