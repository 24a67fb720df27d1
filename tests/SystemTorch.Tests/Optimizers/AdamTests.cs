using Xunit;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Optimizers;

public sealed class AdamTests : IDisposable
{
    private const double Rate = 0.1;

    private readonly Descent _descent = new();

    public void Dispose() => _descent.Dispose();

    [Fact]
    public void TheFirstStepIsTheRate() => Near.Equal(1.9, _descent.Run(optim.Adam([_descent.Value], Rate), 3), 1e-8);

    [Fact]
    public void TheMomentsAreCorrectedForTheirStart() =>
        Near.Equal(ByHand(decoupled: false, decay: 0, 3, -1), _descent.Run(optim.Adam([_descent.Value], Rate), 3, -1));

    [Fact]
    public void WeightDecayIsPartOfTheGradientInAdam() =>
        Near.Equal(ByHand(decoupled: false, decay: 0.5, 3, -1), _descent.Run(optim.Adam([_descent.Value], Rate, weight_decay: 0.5), 3, -1));

    [Fact]
    public void WeightDecayStandsApartInAdamW() =>
        Near.Equal(ByHand(decoupled: true, decay: 0.5, 3, -1), _descent.Run(optim.AdamW([_descent.Value], Rate, weight_decay: 0.5), 3, -1));

    [Fact]
    public void AmsgradKeepsTheLargestSecondMoment()
    {
        // v is 0.009 after the first step and 0.008991 after the second, whose divisor takes the first.
        var first = 2 - Rate;
        var mean = ((0.9 * 0.3) + 0) / (1 - 0.81);
        var expected = first - (Rate * mean / (Math.Sqrt(0.009 / (1 - (0.999 * 0.999))) + 1e-8));

        Near.Equal(expected, _descent.Run(optim.Adam([_descent.Value], Rate, amsgrad: true), 3, 0), 1e-8);
    }

    [Fact]
    public void TheDecayRatesAreChecked()
    {
        Assert.Throws<ArgumentException>(() => optim.Adam([_descent.Value], beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.AdamW([_descent.Value], lr: -1));
    }

    private static double ByHand(bool decoupled, double decay, params ReadOnlySpan<double> gradients)
    {
        var (value, m, v, step) = (Descent.Start, 0.0, 0.0, 0);
        foreach (var given in gradients)
        {
            step++;
            var gradient = decoupled ? given : given + (decay * value);
            value = decoupled ? value * (1 - (Rate * decay)) : value;
            m = (0.9 * m) + (0.1 * gradient);
            v = (0.999 * v) + (0.001 * gradient * gradient);
            value -= Rate * (m / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(v / (1 - Math.Pow(0.999, step))) + 1e-8);
        }

        return value;
    }
}
