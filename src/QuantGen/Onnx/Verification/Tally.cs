using System.Runtime.InteropServices;
using QuantGen.Graph;
using QuantGen.Onnx.Lowering;
using static TorchSharp.torch;

namespace QuantGen.Onnx.Verification;

/// <summary>Adds up differences by runner and value.</summary>
internal sealed class Tally
{
    private const double HalfLevel = 0.5;
    private readonly OrderedDictionary<(ExportRunner, string), Sums> _sums = [];

    /// <summary>Compares values.</summary>
    public void Add(ExportRunner runner, IReadOnlyList<GraphInfo> values, IReadOnlyList<Tensor> expected, IReadOnlyList<Tensor> actual)
    {
        for (var i = 0; i < values.Count; i++)
        {
            if (!_sums.TryGetValue((runner, values[i].Name), out var sums))
                _sums.Add((runner, values[i].Name), sums = new Sums(ScaleOf(values[i])));

            sums.Add(expected[i], actual[i], values[i].Name);
        }
    }

    /// <summary>What was found.</summary>
    public IReadOnlyList<ExportComparison> Comparisons() =>
        [.. _sums.Select(static pair => new ExportComparison(pair.Key.Item1, pair.Key.Item2, pair.Value.Elements, pair.Value.Mismatches, pair.Value.Scale is null ? null : pair.Value.MostLevels, pair.Value.RelativeError))];

    // The scale of the quantizer that made a value, also where the value was only moved since.
    private static float? ScaleOf(GraphInfo value)
    {
        var source = value;
        while (source.Quantization is null && source.Producer is { } producer && QuantizerPreparation.Moves(producer))
            source = producer.Inputs[0]!;

        return source.Quantization is { Axis: null } quantization ? quantization.Scales[0] : null;
    }

    private sealed class Sums(float? scale)
    {
        private double _difference;
        private double _magnitude;

        public float? Scale => scale;

        public long Elements { get; private set; }

        public long Mismatches { get; private set; }

        public double MostLevels { get; private set; }

        public double RelativeError => _difference == 0 ? 0 : _difference / _magnitude;

        public void Add(Tensor expected, Tensor actual, string name)
        {
            if (!expected.shape.AsSpan().SequenceEqual(actual.shape))
                throw new OnnxException($"{name}: the model gives back [{string.Join(", ", expected.shape)}], and its graph [{string.Join(", ", actual.shape)}]; trace it with the shape that it runs with.");

            using var left = expected.to(ScalarType.Float64).contiguous();
            using var right = actual.to(ScalarType.Float64).contiguous();
            ReadOnlySpan<double> wanted = MemoryMarshal.Cast<byte, double>(left.bytes);
            ReadOnlySpan<double> got = MemoryMarshal.Cast<byte, double>(right.bytes);
            for (var i = 0; i < wanted.Length; i++)
                Add(wanted[i], got[i]);

            Elements += wanted.Length;
        }

        private void Add(double wanted, double got)
        {
            var difference = wanted == got || (double.IsNaN(wanted) && double.IsNaN(got)) ? 0 : Math.Abs(wanted - got);
            if (double.IsNaN(difference))
                difference = double.PositiveInfinity;

            var levels = scale is { } step ? difference / step : 0;
            MostLevels = Math.Max(MostLevels, levels);
            Mismatches += scale is null ? (difference > 0 ? 1 : 0) : (levels >= HalfLevel ? 1 : 0);
            _difference = Math.Max(_difference, difference);
            _magnitude = Math.Max(_magnitude, Math.Abs(wanted));
        }
    }
}
