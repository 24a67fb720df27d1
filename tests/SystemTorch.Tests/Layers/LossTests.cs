using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.Layers;

public sealed class LossTests
{
    private static readonly double[] Probabilities =
        [.. new[] { 1.0, 2, 3 }.Select(x => Math.Exp(x) / (Math.Exp(1) + Math.Exp(2) + Math.Exp(3)))];

    private readonly Tensor _logits = tensor(new[] { 1f, 2f, 3f }).reshape(1, 3);
    private readonly Tensor _target = tensor(new[] { 1L });

    [Fact]
    public void CrossEntropyIsTheNegativeLogProbability()
    {
        var expected = -Math.Log(Probabilities[1]);

        Near.Equal([expected], CrossEntropyLoss().call(_logits, _target));
        Near.Equal([expected], NLLLoss().call(F.log_softmax(_logits, 1), _target));
        Near.Equal([expected], F.cross_entropy(_logits, tensor(new[] { 0f, 1f, 0f }).reshape(1, 3)));
    }

    [Fact]
    public void LabelSmoothingSpreadsTheTarget()
    {
        var expected = (-0.7 * Math.Log(Probabilities[1])) - (0.1 * Probabilities.Sum(Math.Log));

        Near.Equal([expected], F.cross_entropy(_logits, _target, label_smoothing: 0.3));
        Near.Equal([expected], new TorchSharp.Modules.CrossEntropyLoss(label_smoothing: 0.3).call(_logits, _target));
    }

    [Fact]
    public void AnIgnoredClassDoesNotCount()
    {
        using var batch = _logits.repeat(2, 1);

        Near.Equal([-Math.Log(Probabilities[1])], CrossEntropyLoss(ignore_index: 2).call(batch, tensor(new[] { 1L, 2L })));
    }

    [Theory]
    [InlineData(Reduction.None, new[] { 1.0, 4.0 })]
    [InlineData(Reduction.Mean, new[] { 2.5 })]
    [InlineData(Reduction.Sum, new[] { 5.0 })]
    public void LossesAreReduced(Reduction reduction, double[] expected) =>
        Near.Equal(expected, MSELoss(reduction).call(zeros(2), tensor(new[] { 1f, 2f })));

    [Fact]
    public void OtherLossesAreTheirFormulas()
    {
        Near.Equal([1.5], L1Loss().call(zeros(2), tensor(new[] { 1f, -2f })));
        Near.Equal([(0.125 + 1.5) / 2], SmoothL1Loss().call(zeros(2), tensor(new[] { 0.5f, 2f })));
        Near.Equal([Math.Log(1 + Math.Exp(-2))], BCEWithLogitsLoss().call(tensor(new[] { 2f }), ones(1)));
        Near.Equal([-Math.Log(0.25)], BCELoss().call(tensor(new[] { 0.25f }), ones(1)));
        Near.Equal(
            [0.5 * Math.Log(0.5 / 0.25)],
            KLDivLoss(log_target: false, Reduction.Sum).call(tensor(new[] { 0.25f }).log(), tensor(new[] { 0.5f })));
    }

    [Fact]
    public void AScalarTargetHasGradientsOfTheInputsShape()
    {
        using var input = ones(2, 2, requires_grad: true);

        F.mse_loss(input, zeros(1)).backward();

        Near.Equal([0.5, 0.5, 0.5, 0.5], input.grad!);
    }
}
