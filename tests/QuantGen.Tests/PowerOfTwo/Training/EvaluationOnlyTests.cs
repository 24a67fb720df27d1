using QuantGen.PowerOfTwo;
using QuantGen.Tests.PowerOfTwo.Calibration;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace QuantGen.Tests.PowerOfTwo.Training;

public sealed class EvaluationOnlyTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void ItEvaluatesAsTheTwinDoesAndCannotTrain()
    {
        var (twin, batch) = (new HandTwin(), HandTwin.Batches(1)[0]);
        using (var calibration = new PowerOfTwoCalibration(twin))
            calibration.Run([batch]);

        twin.eval();
        var expected = HandTwin.Floats(twin.call(batch));
        var before = HandTwin.Bytes(twin);
        twin.train();
        using var only = new EvaluationOnly<Tensor, Tensor>(twin);
        Assert.False(twin.training || only.training);
        Assert.Throws<QuantizationException>(() => only.train());
        only.eval();

        // Somebody else may still reach the twin.
        twin.train();
        var output = only.call(batch);
        Assert.Equal(expected, HandTwin.Floats(output));
        Assert.False(output.requires_grad);
        Assert.Equal(before, HandTwin.Bytes(only));
    }

    [Fact]
    public void WhatCannotBeEvaluatedIsRefused()
    {
        using var fresh = new HandTwin();
        Assert.Contains("has no range", Assert.Throws<UncalibratedQuantizerException>(() => new EvaluationOnly<Tensor, Tensor>(fresh)).Message, StringComparison.Ordinal);
        foreach (var module in fresh.modules())
        {
            if (module is PowerOfTwoLayer layer)
                layer.Enabled = false;
            else if (module is Pact2 quantizer)
                quantizer.Enabled = false;
        }

        Assert.Contains("switched off", Assert.Throws<QuantizationException>(() => new EvaluationOnly<Tensor, Tensor>(fresh)).Message, StringComparison.Ordinal);
        using var model = nn.Linear(2, 2);
        Assert.Contains("no power-of-two twin", Assert.Throws<QuantizationException>(() => new EvaluationOnly<Tensor, Tensor>(model)).Message, StringComparison.Ordinal);
    }
}
