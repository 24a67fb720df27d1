namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>One schedule after the other, changing at the milestones.</summary>
                public class SequentialLR : LRScheduler
                {
                    private readonly LRScheduler[] _schedulers;
                    private readonly int[] _milestones;

                    public SequentialLR(
                        Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones, int last_epoch = -1)
                        : base(optimizer, last_epoch + 1, verbose: false)
                    {
                        _schedulers = [.. schedulers];
                        _milestones = [.. milestones];
                        if (!Array.TrueForAll(_schedulers, scheduler => Steers(scheduler, optimizer)))
                            throw new ArgumentException(
                                "The SequentialLR scheduler expects all its sub-schedulers to be bound to the same optimizer.");
                        if (_milestones.Length != _schedulers.Length - 1)
                            throw new ArgumentException(
                                $"Received {_schedulers.Length} schedulers and {_milestones.Length} milestones. The SequentialLR scheduler "
                                + "expects the number of schedulers to be one more than the number of milestones. ");

                        // Each schedule made its first step when it was created; only the first one's is to count.
                        foreach (var group in Groups)
                            group.LearningRate = group.InitialLearningRate;
                        foreach (var scheduler in _schedulers)
                            Rewind(scheduler);
                        _schedulers[0].step();
                        LastRates = RatesOf(_schedulers[0]);
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var index = _milestones.Count(milestone => milestone <= Epoch);
                        if (index > 0 && _milestones[index - 1] == Epoch)
                            _schedulers[index].step(0);
                        else
                            _schedulers[index].step();
                        return Rates;
                    }
                }
            }
        }
    }
}
