using QuantGen.LowBit;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

/// <summary>Compares what a quantizer does in a training step with a vector.</summary>
internal static class LowBitCheck
{
    /// <summary>Makes the quantizer of a vector.</summary>
    public static LowBitQuantizer Quantizer(LowBitCase vector, LowBitSide side) => LowBitQuantizer.Create(
        side,
        vector.Role,
        vector.IsWeight ? vector.Shape : [1, vector.Shape[1], .. vector.Shape.Skip(2).Select(static _ => 1L)]);

    /// <summary>One step with the vector's parameters, compared with its result, gradients and state.</summary>
    public static void Step(LowBitCase vector, LowBitSide side)
    {
        using var scope = NewDisposeScope();
        using var quantizer = Quantizer(vector, side);
        foreach (var (name, values) in vector.Parameters)
            Set(quantizer, name, values);

        quantizer.train();
        var input = vector.Input().requires_grad_();
        var result = quantizer.call(input);
        result.backward([vector.Gradient()]);
        Close(vector, "y", vector.Result, result);
        Close(vector, "dx", vector.InputGradient, input.grad!);
        foreach (var (name, expected) in vector.ParameterGradients)
            Close(vector, name, expected, quantizer.get_parameter(name)!.grad!);

        foreach (var (name, expected) in vector.State)
            Close(vector, name, expected, quantizer.state_dict()[name]);

        if (!vector.State.Any())
            Integers(vector, quantizer, input);
    }

    /// <summary>Sets a learned value or a buffer.</summary>
    public static void Set(LowBitQuantizer quantizer, string name, float[] values)
    {
        using var noGradient = no_grad();
        var state = quantizer.state_dict()[name];
        state.copy_(tensor(values).reshape(state.shape));
    }

    /// <summary>Compares numbers.</summary>
    public static void Close(LowBitCase vector, string what, double[] expected, Tensor actual)
    {
        var (absolute, relative) = vector.Tolerance;
        Close(what, expected, actual, absolute, relative);
    }

    /// <summary>Compares numbers.</summary>
    public static void Close(string what, double[] expected, Tensor actual, double absolute = 2e-5, double relative = 2e-5)
    {
        var values = Tensors.Floats(actual.to(ScalarType.Float32));
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(values[i] - expected[i]) <= absolute + (relative * Math.Abs(expected[i])),
                $"{what}[{i}] is {values[i]}, not {expected[i]}.");
        }
    }

    // What the integers stand for is the result, too: nothing that the step left behind changes it.
    private static void Integers(LowBitCase vector, LowBitQuantizer quantizer, Tensor input)
    {
        using var form = quantizer.ToIntegers(input);
        Close(vector, "the integers' value", vector.Result, form.ToValues());
        foreach (var plane in form.Planes)
            Assert.Equal(0, (plane - plane.round()).abs().max().item<float>());
    }
}
