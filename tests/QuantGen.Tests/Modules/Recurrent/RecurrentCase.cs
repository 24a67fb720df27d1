using QuantGen.Modules;
using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Tests.Modules.Recurrent;

/// <summary>A recurrent layer of 5 inputs and 4 states, in float and quantized, behind one face.</summary>
internal sealed class RecurrentCase : IDisposable
{
    private const long Inputs = 5;
    private const long Width = 4;

    private readonly Func<nn.Module, Tensor, Tensor[]?, Tensor[]> _run;

    public RecurrentCase(
        bool isLstm, int layers = 1, bool bidirectional = false, bool batchFirst = false, bool bias = true, double dropout = 0,
        QuantDescriptor? input = null, QuantDescriptor? weight = null)
    {
        manual_seed(3);
        (States, Layers, Directions) = (isLstm ? 2 : 1, layers, bidirectional ? 2 : 1);
        var options = new RecurrentOptions { BatchFirst = batchFirst, Dropout = dropout };
        if (isLstm)
        {
            var layer = nn.LSTM(Inputs, Width, layers, bias, batchFirst, dropout, bidirectional);
            var quantized = new QuantLSTM(layer, options, input, weight);
            (Float, Quantized, Quantizers) = (layer, quantized, quantized);
            _run = static (module, x, states) =>
            {
                (Tensor, Tensor)? start = states is null ? null : (states[0], states[1]);
                var (y, h, c) = module is QuantLSTM quantized ? quantized.call(x, start) : ((TorchSharp.Modules.LSTM)module).call(x, start);
                return [y, h, c];
            };
        }
        else
        {
            var layer = nn.GRU(Inputs, Width, layers, bias, batchFirst, dropout, bidirectional);
            var quantized = new QuantGRU(layer, options, input, weight);
            (Float, Quantized, Quantizers) = (layer, quantized, quantized);
            _run = static (module, x, states) =>
            {
                var (y, h) = module is QuantGRU quantized ? quantized.call(x, states?[0]) : ((TorchSharp.Modules.GRU)module).call(x, states?[0]!);
                return [y, h];
            };
        }
    }

    public nn.Module Float { get; }

    public nn.Module Quantized { get; }

    public IQuantizedLayer Quantizers { get; }

    public int Layers { get; }

    public int Directions { get; }

    public int States { get; }

    public static Tensor Input(long time = 6, long batch = 3, bool batchFirst = false) => batchFirst ? randn(batch, time, Inputs) : randn(time, batch, Inputs);

    public Tensor[] Start(long batch = 3) => [.. Enumerable.Range(0, States).Select(_ => randn(Layers * Directions, batch, Width))];

    public Tensor[] Run(nn.Module module, Tensor input, Tensor[]? states = null) => _run(module, input, states);

    public Tensor[] Reference(Tensor input, Tensor[] states) => RecurrentReference.Run(Quantized, Quantizers, input, states, Layers, Directions);

    public void Switch(bool enabled)
    {
        foreach (var (_, quantizer) in Quantized.Quantizers())
            quantizer.Enabled = enabled;
    }

    public void Dispose()
    {
        Float.Dispose();
        Quantized.Dispose();
    }
}
