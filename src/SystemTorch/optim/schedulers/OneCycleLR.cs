namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>
                /// Up to a high rate and down to a very low one, the momentum going the other way (Smith and Topin, 2018).
                /// </summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly Phase[] _phases;
                    private readonly Func<double, double, double, double> _anneal;
                    private readonly int _steps;
                    private readonly bool _cyclesMomentum;

                    public OneCycleLR(
                        Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4,
                        bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : this(
                            optimizer, Repeat(max_lr, optimizer), total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy,
                            cycle_momentum, Repeat(base_momentum, optimizer), Repeat(max_momentum, optimizer), div_factor, final_div_factor,
                            three_phase, last_epoch, verbose)
                    {
                    }

                    public OneCycleLR(
                        Optimizer optimizer, IEnumerable<double> max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        IEnumerable<double>? base_momentum = null, IEnumerable<double>? max_momentum = null, double div_factor = 25,
                        double final_div_factor = 1e4, bool three_phase = false, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled");
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}");

                        _steps = Steps(total_steps, epochs, steps_per_epoch);
                        _cyclesMomentum = cycle_momentum;
                        _anneal = anneal_strategy == AnnealStrategy.Cos
                            ? (start, end, share) => end + ((start - end) / 2 * (Math.Cos(Math.PI * share) + 1))
                            : (start, end, share) => start + ((end - start) * share);

                        double[] high = [.. max_lr];
                        double[] first = [.. high.Select(rate => rate / div_factor)];
                        double[] last = [.. first.Select(rate => rate / final_div_factor)];
                        double[] low = [.. base_momentum ?? Repeat(0.85, optimizer)];
                        double[] most = [.. max_momentum ?? Repeat(0.95, optimizer)];
                        var peak = (pct_start * _steps) - 1;
                        _phases = three_phase
                            ?
                            [
                                new(peak, first, high, most, low),
                                new((2 * pct_start * _steps) - 2, high, first, low, most),
                                new(_steps - 1, first, last, most, most),
                            ]
                            : [new(peak, first, high, most, low), new(_steps - 1, high, last, low, most)];
                        Start();
                    }

                    /// <summary>The curve between two rates.</summary>
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch > _steps)
                            throw new InvalidOperationException(
                                $"Tried to step {Epoch + 1} times. The specified number of total steps is {_steps}");

                        var groups = Groups;
                        return groups.Select((group, i) =>
                        {
                            var (phase, share) = Find(i);
                            if (_cyclesMomentum)
                                SetMomentum(group, _anneal(phase.StartMomentum[i], phase.EndMomentum[i], share));
                            return _anneal(phase.StartRate[i], phase.EndRate[i], share);
                        });
                    }

                    private static double[] Repeat(double value, Optimizer optimizer)
                    {
                        ArgumentNullException.ThrowIfNull(optimizer);
                        return [.. optimizer.ParamGroups.Select(_ => value)];
                    }

                    private static int Steps(int total, int epochs, int perEpoch)
                    {
                        if (total == -1 && epochs == -1 && perEpoch == -1)
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)");
                        if (total is 0 or < -1)
                            throw new ArgumentException($"Expected positive integer total_steps, but got {total}");
                        if (total > 0)
                            return total;
                        if (epochs <= 0)
                            throw new ArgumentException($"Expected positive integer epochs, but got {epochs}");
                        if (perEpoch <= 0)
                            throw new ArgumentException($"Expected positive integer steps_per_epoch, but got {perEpoch}");

                        return epochs * perEpoch;
                    }

                    private static void SetMomentum(ILearningRateController group, double momentum)
                    {
                        if (group is IBetas betas)
                            betas.Betas = (momentum, betas.Betas.Item2);
                        else if (group is IMomentum one)
                            one.Momentum = momentum;
                    }

                    private (Phase Phase, double Share) Find(int group)
                    {
                        var start = 0.0;
                        foreach (var phase in _phases)
                        {
                            // TorchSharp 0.107 compares the number of the group, not of the phase, with the last phase, and so do we:
                            // the second of two groups stays in the first phase, and one step too many gives the rate zero.
                            if (Epoch <= phase.End || group == _phases.Length - 1)
                                return (phase, (Epoch - start) / (phase.End - start));
                            start = phase.End;
                        }

                        return (Phase.None(BaseRates.Length), 0);
                    }

                    private sealed record Phase(
                        double End, double[] StartRate, double[] EndRate, double[] StartMomentum, double[] EndMomentum)
                    {
                        internal static Phase None(int groups) =>
                            new(0, new double[groups], new double[groups], new double[groups], new double[groups]);
                    }
                }
            }
        }
    }
}
