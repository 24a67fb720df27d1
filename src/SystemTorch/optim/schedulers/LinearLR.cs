namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            public static partial class impl
            {
                /// <summary>Goes from one multiple of the rate to another in equal steps.</summary>
                public class LinearLR : LRScheduler
                {
                    private readonly double _start;
                    private readonly double _end;
                    private readonly int _epochs;

                    public LinearLR(
                        Optimizer optimizer, double start_factor = 1.0 / 3, double end_factor = 1, int total_iters = 5, int last_epoch = -1,
                        bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _start = start_factor;
                        _end = end_factor;
                        _epochs = total_iters;
                        Start();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        var factor = Epoch == 0 ? _start
                            : Epoch > _epochs ? 1
                            : 1 + ((_end - _start) / ((_epochs * _start) + ((Epoch - 1) * (_end - _start))));
                        return Rates.Select(rate => rate * factor);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => rate * (_start + ((_end - _start) * Math.Min(_epochs, Epoch) / _epochs)));
                }
            }
        }
    }
}
