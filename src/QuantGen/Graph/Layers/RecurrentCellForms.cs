using static TorchSharp.torch;

namespace QuantGen.Graph;

/// <summary>One step of recurrent layers.</summary>
internal static class RecurrentCellForms
{
    private const int LstmGates = 4;
    private const int GruGates = 3;

    /// <summary>The product of an input or a state of a float cell with its weight, with the bias.</summary>
    /// <param name="layer">The cell.</param>
    /// <param name="input">(batch, features).</param>
    /// <param name="suffix">ih for an input, hh for a state.</param>
    public static GraphValue Sums(nn.Module layer, GraphValue input, string suffix)
    {
        var bias = layer.has_parameter("bias_" + suffix) ? layer.get_parameter("bias_" + suffix) : null;
        return ConvolutionForms.Linear(input, input.Constant(layer.get_parameter("weight_" + suffix)!, "weight_" + suffix), input.ConstantIfAny(bias, "bias_" + suffix));
    }

    /// <summary>A state of zeros.</summary>
    /// <param name="input">What it stands beside: (batch, features).</param>
    /// <param name="layer">The cell.</param>
    public static GraphValue Zeros(GraphValue input, nn.Module layer) =>
        input.Constant(zeros(input.Type.Shape[0], layer.get_parameter("weight_hh")!.size(1)), "zeros");

    /// <summary>The hidden and the cell state of an LSTM after a step whose gates are computed.</summary>
    /// <param name="sums">W x + U h + b in torch's order of gates: input, forget, cell, output.</param>
    /// <param name="cell">The cell state as it is.</param>
    public static GraphValue[] Lstm(GraphValue sums, GraphValue cell)
    {
        var gates = sums.EqualParts(1, LstmGates);
        return Lstm(gates[0].Node("Sigmoid"), gates[1].Node("Sigmoid"), gates[2].Node("Tanh"), gates[3].Node("Sigmoid"), cell);
    }

    /// <summary>The hidden and the cell state of an LSTM, given its gates.</summary>
    public static GraphValue[] Lstm(GraphValue input, GraphValue forget, GraphValue candidate, GraphValue output, GraphValue cell)
    {
        var next = forget.Node("Mul", cell).Node("Add", input.Node("Mul", candidate));
        return [output.Node("Mul", next.Node("Tanh")), next];
    }

    /// <summary>The state of a GRU after a step whose gates are computed.</summary>
    /// <param name="fromInput">W x + b in torch's order of gates: reset, update, new.</param>
    /// <param name="fromHidden">U h + c in that order.</param>
    /// <param name="state">The state as it is.</param>
    public static GraphValue Gru(GraphValue fromInput, GraphValue fromHidden, GraphValue state)
    {
        var width = fromInput.Type.Shape[1] / GruGates;
        var open = fromInput.Part(1, 0, 2 * width).Node("Add", fromHidden.Part(1, 0, 2 * width)).Node("Sigmoid").EqualParts(1, 2);
        var candidate = fromInput.Part(1, 2 * width, width).Node("Add", open[0].Node("Mul", fromHidden.Part(1, 2 * width, width))).Node("Tanh");
        return candidate.Node("Add", open[1].Node("Mul", state.Node("Sub", candidate)));
    }
}
