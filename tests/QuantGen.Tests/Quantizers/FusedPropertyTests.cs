using FsCheck.Fluent;
using QuantGen.Quantizers;
using QuantGen.Testing.Randomness;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Tests.Quantizers;

/// <summary>Fused forms beside the separate operators: values and gradients, bit for bit.</summary>
public sealed class FusedPropertyTests
{
    [Fact]
    public void AnActivationBeforeQuantizationEqualsTheTwoApart() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        using var quantizer = Quantizer(sample);
        var input = Layout(sample, tensor(Around(sample)));
        foreach (var activation in Activations())
        {
            foreach (var isPrivate in new[] { false, true })
            {
                var (expected, expectedGradient) = Run(input, sample, x => quantizer.call(activation.call(x)));
                var (actual, actualGradient) = Run(input, sample, x => quantizer.PassActivated(x, activation, isPrivate));
                Bits.Equal(expected, actual, "value");
                Bits.Equal(expectedGradient, actualGradient, "gradient");
            }

            using (no_grad())
                Bits.Equal(quantizer.call(activation.call(input)), quantizer.PassActivated(input.clone(), activation, true), "no gradient");
        }
    });

    [Fact]
    public void AResidualSumEqualsItsStepsApart() => Check(static sample =>
    {
        using var scope = NewDisposeScope();
        using var quantizer = Quantizer(sample);
        var identity = Layout(sample, tensor(sample.Values(sample.Amax)));
        var output = Layout(sample, tensor(Finite(Around(sample with { Seed = sample.Seed + 1 }))));
        foreach (var activation in Activations().Prepend(null))
        {
            // Where ReLU6 meets NaN, torch's own gradient depends on the place in the tensor.
            var values = activation is TorchSharp.Modules.ReLU6 ? identity.nan_to_num(0, 1, -1) : identity;
            var expected = Run(values, output, sample, (skip, sum) =>
                activation is null ? sum + quantizer.call(skip) : activation.call(sum + quantizer.call(skip)));
            var actual = Run(values, output, sample, (skip, sum) => quantizer.AddTo(sum, skip, activation));
            Bits.Equal(expected.Value, actual.Value, "value");
            Bits.Equal(expected.Identity, actual.Identity, "gradient of the identity");
            Bits.Equal(expected.Output, actual.Output, "gradient of the output");
            using (no_grad())
                Bits.Equal(expected.Value, quantizer.AddTo(output.clone(), values, activation), "no gradient");
        }
    });

    private static void Check(Action<QuantSample> property) => Prop.ForAll(QuantSample.Arbitrary(), property).Holds(times: 150);

    private static TensorQuantizer Quantizer(QuantSample sample) => new(new QuantDescriptor
    {
        Bits = sample.Width,
        Unsigned = sample.Unsigned,
        NarrowRange = sample.Narrow,
        Amax = [sample.Amax],
    });

    private static Module<Tensor, Tensor>[] Activations() => [ReLU(), ReLU(inplace: true), ReLU6()];

    // Values around the bounds of activations and of the range.
    private static float[] Around(QuantSample sample)
    {
        var values = (sample with { Unsigned = false }).Values(sample.Amax);
        var edges = new[] { 0f, -0f, 6, 5.999f, 7, float.Epsilon, -1 };
        for (var i = sample.Seed % 5; i < values.Length; i += 5)
            values[i] = edges[(i + sample.Seed) % edges.Length];

        return values;
    }

    private static float[] Finite(float[] values) => [.. values.Select(static value => float.IsFinite(value) ? value : 1)];

    private static Tensor Layout(QuantSample sample, Tensor values) =>
        sample.Length % 4 == 0 && sample.Length > 0 ? values.reshape(2, 2, -1).transpose(0, 2) : values;

    private static (Tensor Value, Tensor Gradient) Run(Tensor input, QuantSample sample, Func<Tensor, Tensor> function)
    {
        var leaf = input.detach().clone().requires_grad_();
        var result = function(leaf.clone());
        result.backward([sample.Gradient(input.shape)]);
        return (result.detach(), leaf.grad!);
    }

    private static (Tensor Value, Tensor Identity, Tensor Output) Run(
        Tensor identity, Tensor output, QuantSample sample, Func<Tensor, Tensor, Tensor> function)
    {
        var (skip, sum) = (identity.detach().clone().requires_grad_(), output.detach().clone().requires_grad_());
        var result = function(skip.clone(), sum.clone());
        result.backward([sample.Gradient(identity.shape)]);
        return (result.detach(), skip.grad!, sum.grad!);
    }
}
