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
                /// Half a cosine from the first rate down to <c>eta_min</c> (Loshchilov and Hutter, 2017), without restarts.
                /// </summary>
                public class CosineAnnealingLR : LRScheduler
                {
                    private readonly double _length;
                    private readonly double _least;

                    public CosineAnnealingLR(
                        Optimizer optimizer, double T_max, double eta_min = 0, int last_epoch = -1, bool verbose = false)
                        : base(optimizer, last_epoch, verbose)
                    {
                        _length = T_max;
                        _least = eta_min;
                        Start();
                    }

                    protected override IEnumerable<double> get_lr()
                    {
                        if (Epoch == 0)
                            return Rates;

                        // The quotient below is 0 / 0 one epoch after the rate was at its least.
                        if ((Epoch - 1 - _length) % (2 * _length) == 0)
                            return Rates.Zip(BaseRates, (rate, first) => rate + ((first - _least) * (1 - Math.Cos(Math.PI / _length)) / 2));

                        var factor = Height(Epoch) / Height(Epoch - 1);
                        return Rates.Select(rate => (factor * (rate - _least)) + _least);
                    }

                    protected override IEnumerable<double> get_closed_form_lr() =>
                        BaseRates.Select(rate => _least + ((rate - _least) * Height(Epoch) / 2));

                    private double Height(int epoch) => 1 + Math.Cos(Math.PI * epoch / _length);
                }
            }
        }
    }
}
