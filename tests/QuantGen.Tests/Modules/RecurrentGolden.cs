using QuantGen.Calibration;
using QuantGen.Modules;
using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Modules;

/// <summary>
/// Compares recurrent layers with vectors: a cell's field names end in 1, a layer's in n; <c>y_float</c>, <c>amax</c> and
/// <c>y_calibrated</c> may be left out.
/// </summary>
internal static class RecurrentGolden
{
    private const double Tolerance = 1e-5;

    /// <summary>Whether a vector is of a recurrent layer.</summary>
    public static bool Knows(GoldenCase vector) => vector["module"].Text is "QuantLSTM" or "QuantLSTMCell";

    /// <summary>Compares outputs and states without a range, and with calibrated ones where the vector has them.</summary>
    public static void Check(GoldenCase vector)
    {
        var (layer, run) = Layer(vector);
        layer.eval();
        using (no_grad())
        {
            foreach (var (key, value) in vector["params"].Fields)
                layer.get_parameter(key)!.copy_(value.Tensor());
        }

        var x = vector["x"].Tensor();
        foreach (var (name, value) in run(x))
            Close(vector[name], value);

        if (!vector.Has("amax"))
            return;

        foreach (var (_, quantizer) in layer.Quantizers())
        {
            quantizer.Collector = new MaxCollector(quantizer.Descriptor.Axes);
            (quantizer.QuantEnabled, quantizer.CalibrationEnabled) = (false, true);
        }

        Close(vector["y_float"], run(x * (float)vector["calib_input_factor"].Number)[0].Value);
        foreach (var (_, quantizer) in layer.Quantizers())
        {
            quantizer.LoadAmax(CalibrationMethod.Max);
            (quantizer.QuantEnabled, quantizer.CalibrationEnabled) = (true, false);
        }

        Close(vector["y_calibrated"], run(x)[0].Value);
        var state = layer.state_dict();
        foreach (var (key, amax) in vector["amax"].Fields)
            Assert.InRange(Tensors.RelativeDistance(amax.Floats, Tensors.Floats(state[key])), 0, Tolerance);
    }

    private static (Module Layer, Func<Tensor, (string Name, Tensor Value)[]> Run) Layer(GoldenCase vector)
    {
        var options = vector["kwargs"];
        var size = vector["args"].Items.Select(static argument => (long)argument.Integer).ToArray();
        var input = new QuantDescriptor { Bits = Number("ibits", 8), Dynamic = true };
        var weight = input with { Bits = Number("wbits", 8), Axes = [0] };
        var bias = !options.Has("bias") || options["bias"].Flag;
        (Tensor, Tensor)? start = vector.Has("h0") ? (vector["h0"].Tensor(), vector["c0"].Tensor()) : null;
        if (vector["module"].Text == "QuantLSTMCell")
        {
            var cell = new QuantLSTMCell(LSTMCell(size[0], size[1], bias), input, weight);
            return (cell, x => cell.call(x, start) is var (h, c) ? [("h1", h), ("c1", c)] : []);
        }

        var layers = size.Length > 2 ? size[2] : Number("num_layers", 1);
        var batchFirst = Flag("batch_first");
        var lstm = new QuantLSTM(
            LSTM(size[0], size[1], layers, bias, batchFirst, bidirectional: Flag("bidirectional")),
            new RecurrentOptions { BatchFirst = batchFirst },
            input,
            weight);
        return (lstm, x => lstm.call(x, start) is var (y, h, c) ? [("y_dynamic", y), ("hn", h), ("cn", c)] : []);

        int Number(string name, int otherwise) => options.Has(name) ? options[name].Integer : otherwise;

        bool Flag(string name) => options.Has(name) && options[name].Flag;
    }

    private static void Close(GoldenValue expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.shape);
        Assert.InRange(Tensors.RelativeDistance(expected.Floats, Tensors.Floats(actual)), 0, Tolerance);
    }
}
