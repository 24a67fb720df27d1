using QuantGen.PowerOfTwo;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>A weight that is quantized.</summary>
/// <param name="Parameters">What it is stored in.</param>
/// <param name="Read">What is quantized, with the normalization merged into it if it is. The caller disposes it and does not write to it.</param>
/// <param name="Rows">The weight as one row for each output channel.</param>
internal sealed record ReportedWeight(IReadOnlyList<Parameter> Parameters, Func<Tensor> Read, Func<Tensor, Tensor> Rows)
{
    /// <summary>How many numbers it holds.</summary>
    public long Numbers => Parameters.Sum(static parameter => parameter.numel());

    /// <summary>A weight of a layer with a <see cref="Quantizers.TensorQuantizer"/>, its factor before quantization included.</summary>
    public static ReportedWeight Of(QuantizedWeight weight) => new(
        weight.Parameters,
        () =>
        {
            var values = weight.Read();
            if (weight.Quantizer.PreQuantScale is not { } scale)
                return values;

            using (values)
                return values.mul(scale);
        },
        values => values.transpose(0, weight.OutputAxis).reshape(values.size(weight.OutputAxis), -1));

    /// <summary>The weight of a power-of-two layer.</summary>
    public static ReportedWeight Of(PowerOfTwoLayer layer) => new([layer.weight], () => layer.Merged().Weight.alias(), layer.Layout.Rows);
}
