using FsCheck;
using FsCheck.Fluent;
using QuantGen.LowBit;
using QuantGen.Quantizers.Kernels;
using QuantGen.Tests.Quantizers;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.LowBit;

public sealed class UniformKernelTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20261121UL, 7UL);

    [Fact]
    public void TheKernelEqualsComposedOperators() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var (settings, tensors, gradient) = sample.Draw();
        var pass = UniformPass.TryCreate(settings, tensors)!;
        Bits.Equal(UniformOperators.Compute(settings, tensors), pass.Quantize(), "result");
        tensors[1].requires_grad_();
        Equal(UniformOperators.Gradients(gradient, settings, tensors), pass.Gradients(gradient), gradient);
    });

    [Fact]
    public void EveryRegisterWidthEqualsTheScalarForm() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var (settings, tensors, gradient) = sample.Draw();
        var scale = new UniformScale(settings.Grid, Tensors.Floats(tensors[1])[0], tensors.Length > 2 ? Tensors.Floats(tensors[2])[0] : null);
        var (values, given) = (Tensors.Floats(tensors[0]), Tensors.Floats(gradient));
        var expected = Run<ScalarLane>(values, given, scale);
        var wide = new[] { Run<Lanes128>(values, given, scale), Run<Lanes256>(values, given, scale), Run<Lanes512>(values, given, scale) };
        foreach (var actual in wide)
        {
            Bits.Equal(expected.Results, actual.Results);
            Bits.Equal(expected.Gradients, actual.Gradients);
            Assert.Equal(expected.Sums.Range, actual.Sums.Range, 1e-4 * Magnitude(given));
            Assert.Equal(expected.Sums.Offset, actual.Sums.Offset, 1e-4 * Magnitude(given));
        }
    });

    [Fact]
    public void PactsKernelEqualsComposedOperators() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        var (settings, tensors, gradient) = (sample with { Groups = 1, HasOffset = false, Kind = 0 }).Draw();
        var values = tensors[0].requires_grad_();
        var bound = tensors[1].requires_grad_();
        PactFunction.Run(settings, values, bound).backward([gradient]);
        Equal(PactFunction.Composed(gradient, [values, bound]), [values.grad, bound.grad], gradient);
    });

    [Fact]
    public void APrivateGradientIsChangedWhereItStands()
    {
        using var scope = NewDisposeScope();
        var (settings, tensors, gradient) = new UniformSample(3, 0, 4, 1, false, 60).Draw();
        var expected = UniformOperators.Gradients(gradient.clone(), settings, tensors)[0]!;
        var changed = UniformPass.TryCreate(settings with { IsPrivate = true }, tensors)!.Gradients(gradient)[0];
        Assert.Same(gradient, changed);
        Bits.Equal(expected, gradient, "gradient");
    }

    [Fact]
    public void OtherLayoutsAndTypesAreComposed()
    {
        using var scope = NewDisposeScope();
        var (settings, tensors, _) = new UniformSample(3, 0, 4, 4, false, 60).Draw();
        Assert.NotNull(UniformPass.TryCreate(settings, tensors));
        Assert.Null(UniformPass.TryCreate(settings, [tensors[0].to(ScalarType.Float64), tensors[1]]));
        Assert.Null(UniformPass.TryCreate(settings, [tensors[0].permute(0, 2, 3, 1), tensors[1]]));
    }

    private static void Check(Action<UniformSample> property) => Prop.ForAll(UniformSample.Arbitrary, property).Check(Often);

    private static void Equal(Tensor?[] expected, Tensor?[] actual, Tensor gradient)
    {
        Bits.Equal(expected[0]!, actual[0]!, "dx");
        for (var i = 1; i < actual.Length; i++)
        {
            var distance = (expected[i]! - actual[i]!).abs().max().item<float>();
            Assert.True(distance <= 1e-5 * Magnitude(Tensors.Floats(gradient)), $"Gradient {i} is off by {distance}.");
        }
    }

    private static double Magnitude(float[] gradient) => 1e-6 + gradient.Sum(static value => Math.Abs((double)value) * 16);

    private static unsafe (float[] Results, float[] Gradients, (double Range, double Offset) Sums) Run<TLanes>(
        float[] values, float[] gradient, UniformScale scale)
        where TLanes : struct, ILanes<TLanes>
    {
        var (results, passed) = (new float[values.Length], new float[values.Length]);
        fixed (float* source = values, given = gradient, target = results, masked = passed)
        {
            UniformKernel.Quantize<TLanes>(source, target, values.Length, scale);
            return (results, passed, UniformKernel.Gradients<TLanes>(source, given, masked, values.Length, scale));
        }
    }
}
