using System.Text.Json;
using QuantGen.Training;
using Xunit;

namespace QuantGen.Tests.Training.Golden;

/// <summary>Learning rates of each epoch or iteration under the schedules of model-quantization, restarts as they are meant.</summary>
public sealed class RateScheduleGoldenTests
{
    private const double Tolerance = 1e-9;

    [TrainingFact("lr_schedules")]
    public void EveryScheduleGivesTheRatesOfTheVectors()
    {
        Assert.All(TrainingVectors.Of("lr_schedules"), static vector =>
        {
            var schedule = Schedule(vector);
            var perEpoch = vector.TryGetProperty("iterations_per_epoch", out var iterations) ? iterations.GetInt32() : 1;
            Assert.Equal(vector.GetProperty("per").GetString() == "iteration", schedule.PerIteration);
            var expected = vector.Numbers("expected");
            Assert.Equal(schedule.Epochs * perEpoch, expected.Length);
            for (var step = 0; step < expected.Length; step++)
                Assert.Equal(expected[step], schedule.At(step / perEpoch, step % perEpoch, perEpoch), Tolerance * schedule.Rate);
        });
    }

    private static RateSchedule Schedule(JsonElement vector)
    {
        var (rate, epochs, decay, lowest) = (Number("lr"), vector.GetProperty("epochs").GetInt32(), Number("lr_decay"), Number("eta_min"));
        var steps = vector.Integers("steps");
        return vector.GetProperty("policy").GetString() switch
        {
            "decay" => new ExponentialRate(rate, epochs) { Decay = decay },
            "fix" => new ConstantRate(rate, epochs),
            "fix_step" => new StepRate(rate, epochs) { Decay = decay, Length = vector.GetProperty("lr_fix_step").GetInt32() },
            "custom_step" => new MultiStepRate(rate, epochs) { Decay = decay, Steps = [.. steps] },
            "poly" => new PolynomialRate(rate, epochs) { Power = decay, Restarts = [.. steps], LowestRate = lowest },
            "cos" => new CosineRate(rate, epochs) { Restarts = [.. steps], LowestRate = lowest },
            "sgdr" => new CosineRate(rate, epochs) { Restarts = [.. steps], LowestRate = lowest, PerIteration = true },
            "sgdr_step" => new CosineRate(rate, epochs) { Restarts = [.. steps], LowestRate = lowest, RestartFactor = decay, PerIteration = true },
            var other => throw new NotSupportedException($"There is no schedule '{other}'."),
        };

        double Number(string field) => vector.GetProperty(field).GetDouble();
    }
}
