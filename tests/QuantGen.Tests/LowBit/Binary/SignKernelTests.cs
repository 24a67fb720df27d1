using QuantGen.LowBit;
using QuantGen.Quantizers.Kernels;
using QuantGen.Tests.PowerOfTwo;
using QuantGen.Tests.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit.Binary;

public sealed class SignKernelTests
{
    [Theory]
    [InlineData(GradientKind.Plain)]
    [InlineData(GradientKind.UnitWindow)]
    [InlineData(GradientKind.Triangle)]
    public void EqualsComposedOperatorsBitForBit(GradientKind kind)
    {
        using var scope = NewDisposeScope();
        var draws = new Draws(1);
        var quantizer = LowBitQuantizer.Create(
            new LowBitSide { Algorithm = LowBitAlgorithm.Xnor, Levels = 2, Gradient = kind }, LowBitRole.Activation, [1, 3, 1, 1]);
        for (var trial = 0; trial < 10; trial++)
        {
            var values = draws.Normal(2, 3, draws.Whole(9) + 1, draws.Whole(40) + 4);
            values.view(-1)[0] = 0;
            values.view(-1)[1] = 1;
            values.view(-1)[2] = -1;
            var input = trial % 2 == 0 ? values : values.transpose(2, 3);
            var gradient = draws.Normal(input.shape);
            var leaf = input.detach().requires_grad_();
            var output = quantizer.forward(leaf);
            output.backward([gradient]);
            Bits.Equal(SignGradient.Sign(input), output.detach(), "sign");
            Bits.Equal(SignGradient.Of(gradient, input, kind) + 0f, leaf.grad! + 0f, "gradient");
        }
    }

    [Fact]
    public void EveryRegisterWidthEqualsTheScalarForm()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 1031).Select(_ => (random.NextSingle() * 4) - 2).ToArray();
        (values[0], values[1], values[2], values[3], values[4]) = (0, -0f, float.NaN, float.NegativeInfinity, float.Epsilon);
        var expected = Run<ScalarLane>(values);
        foreach (var actual in new[] { Run<Lanes128>(values), Run<Lanes256>(values), Run<Lanes512>(values) })
        {
            Bits.Equal(expected.Signs, actual.Signs, "signs");
            Bits.Equal(expected.Gradients, actual.Gradients, "gradients");
            Assert.Equal(expected.Words, actual.Words);
        }
    }

    private static unsafe (float[] Signs, ulong[] Words, float[] Gradients) Run<TLanes>(float[] values)
        where TLanes : struct, ILanes<TLanes>
    {
        var (signs, gradients, words) = (new float[values.Length], new float[values.Length], new ulong[(values.Length + 63) / 64]);
        fixed (float* source = values, sign = signs, gradient = gradients)
        fixed (ulong* word = words)
        {
            Assert.Equal(KernelOutcome.Clipped, SignKernel.Quantize<TLanes>(source, sign, word, values.Length));
            SignKernel.Triangle<TLanes>(source, source, gradient, values.Length);
        }

        return (signs, words, gradients);
    }
}
