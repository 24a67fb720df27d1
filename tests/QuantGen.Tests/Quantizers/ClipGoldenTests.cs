using QuantGen.Quantizers;
using QuantGen.Testing.Golden;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.Quantizers;

public sealed class ClipGoldenTests
{
    private const double SumTolerance = 1e-5;

    [GoldenTheory("clip")]
    [GoldenData("clip", Where = "what", Is = "clip function")]
    public void ClipAndItsThreeGradientsAreThePeers(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        var minimum = tensor((float)vector["min"].Number).requires_grad_();
        var maximum = tensor((float)vector["max"].Number).requires_grad_();
        var (y, gradient) = Bits.Run(vector["x"].Tensor(), vector["grad_out"].Tensor(), x => Clip.Apply(x, minimum, maximum));
        Bits.Equal(vector["y"].Tensor(), y, "value");
        Assert.Equal(vector["grad_in"].Floats, Tensors.Floats(gradient));
        Close(vector["grad_min"].Number, minimum.grad!.item<float>());
        Close(vector["grad_max"].Number, maximum.grad!.item<float>());
    }

    [GoldenTheory("clip")]
    [GoldenData("clip", Where = "what", Is = "TensorQuantizer(learn_amax)")]
    public void ALearnedRangeQuantizesAndLearnsAsThePeers(GoldenCase vector)
    {
        using var scope = NewDisposeScope();
        using var quantizer = new TensorQuantizer(new QuantDescriptor
        {
            Bits = vector["bits"].Integer,
            NarrowRange = vector["narrow_range"].Flag,
            Amax = [(float)vector["amax_init"].Number],
            LearnAmax = true,
        });
        var (y, gradient) = Bits.Run(vector["x"].Tensor(), vector["grad_out"].Tensor(), x => quantizer.call(x)!);
        Bits.Equal(vector["y"].Tensor(), y, "value");
        Assert.Equal(vector["grad_in"].Floats, Tensors.Floats(gradient));
        Close(vector["grad_clip_min"].Number, quantizer.LearnedRange!.clip_value_min.grad!.item<float>());
        Close(vector["grad_clip_max"].Number, quantizer.LearnedRange!.clip_value_max.grad!.item<float>());
    }

    private static void Close(double expected, double actual) =>
        Assert.True(Math.Abs(expected - actual) <= SumTolerance * Math.Abs(expected), $"{actual} is not {expected}.");
}
