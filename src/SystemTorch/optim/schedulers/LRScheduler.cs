namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Schedules of learning rates.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the rates of an optimizer's groups, once at its creation and then at each step.</summary>
            public abstract class LRScheduler
            {
                protected int _step_count;

                private readonly Optimizer _optimizer;
                private readonly bool _verbose;

                protected LRScheduler(Optimizer optimizer, int last_epoch = -1, bool verbose = false)
                {
                    ArgumentNullException.ThrowIfNull(optimizer);
                    _optimizer = optimizer;
                    _verbose = verbose;
                    Epoch = last_epoch;
                    BaseRates = [.. Groups.Select(group => group.InitialLearningRate)];
                    LastRates = [.. Groups.Select(group => group.LearningRate)];
                }

                /// <summary>The number of steps made since the start, the first being zero.</summary>
                private protected int Epoch { get; set; }

                /// <summary>The rates that the groups had at first.</summary>
                private protected double[] BaseRates { get; }

                private protected double[] LastRates { get; set; }

                private protected IReadOnlyList<ILearningRateController> Groups => [.. _optimizer.ParamGroups];

                private protected IEnumerable<double> Rates => _optimizer.ParamGroups.Select(group => group.LearningRate);

                /// <summary>The rates that the last step set.</summary>
                public IEnumerable<double> get_last_lr() => LastRates;

                public virtual void step() => step(null);

                /// <summary>Goes to the next epoch, or to a given one.</summary>
                public virtual void step(int? epoch)
                {
                    _step_count++;
                    Epoch = epoch ?? Epoch + 1;
                    double[] rates = [.. epoch is null ? get_lr() : get_closed_form_lr()];
                    var groups = Groups;
                    for (var i = 0; i < BaseRates.Length; i++)
                    {
                        groups[i].LearningRate = rates[i];
                        if (_verbose && LastRates[i] != rates[i])
                            Console.WriteLine($"Adjusting learning rate to {rates[i]}");
                        LastRates[i] = rates[i];
                    }
                }

                /// <summary>Goes to the next epoch, or to a given one; the metric does not matter here.</summary>
                public virtual void step(double current, int? epoch = null) => step(epoch);

                /// <summary>The rates of the next epoch, made from the present ones. Called once a step.</summary>
                protected virtual IEnumerable<double> get_lr() => Rates;

                /// <summary>The rates of the epoch, made from the first ones.</summary>
                protected virtual IEnumerable<double> get_closed_form_lr() => get_lr();

                /// <summary>The first step, which sets the rates of epoch zero.</summary>
                private protected void Start() => step();

                private protected static bool Steers(LRScheduler scheduler, Optimizer optimizer) =>
                    ReferenceEquals(scheduler._optimizer, optimizer);

                private protected static void Rewind(LRScheduler scheduler) => scheduler.Epoch--;

                private protected static double[] RatesOf(LRScheduler scheduler) => scheduler.LastRates;
            }

            /// <summary>The schedules by their own types.</summary>
            public static partial class impl;
        }
    }
}
