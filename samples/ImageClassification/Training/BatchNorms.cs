using ImageClassification.Data;
using SampleKit.Reporting;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ImageClassification.Training;

/// <summary>The BatchNorm layers of a model.</summary>
internal static class BatchNorms
{
    /// <summary>
    /// Puts them into evaluation mode inside of a model in training mode: they normalize by their running statistics and change them no
    /// more, which is what the quantized model does when it is deployed.
    /// </summary>
    public static void Freeze(Module model)
    {
        foreach (var norm in Of(model))
            norm.eval();
    }

    /// <summary>
    /// Sets the running statistics to their mean over a whole pass, with the weights as they are. Those that training leaves are of its
    /// last ten batches or so, and in few bits a small error of a statistic moves many values across a rounding threshold
    /// (Nagel et al. 2022, "Overcoming Oscillations in Quantization-Aware Training", section 4).
    /// </summary>
    /// <param name="model">The model; it is left in training mode.</param>
    /// <param name="set">The pictures it was trained with.</param>
    /// <param name="order">How they were put into batches.</param>
    /// <param name="reporter">Where progress is shown.</param>
    /// <param name="cancellation">Ends the pass with an <see cref="OperationCanceledException"/>.</param>
    public static void Reestimate(
        Module<Tensor, Tensor> model, ImageSet set, BatchOrder order, IReporter reporter, CancellationToken cancellation)
    {
        var norms = Of(model).ToArray();
        var momenta = Array.ConvertAll(norms, static norm => norm.momentum);
        model.train();
        reporter.Run("Measuring batch statistics", order.Batches(set.Count), advance =>
        {
            using var noGradient = no_grad();
            var batches = 1;
            foreach (var batch in BatchLoader.Read(set, order, cancellation))
            {
                using var scope = NewDisposeScope();

                // A running mean in which the statistics so far count as the first batch: a twin merges them into its weights, so they
                // must be good all the time.
                batches++;
                foreach (var norm in norms)
                    norm.momentum = 1.0 / batches;

                model.call(batch.Images());
                advance();
            }
        });

        for (var i = 0; i < norms.Length; i++)
            norms[i].momentum = momenta[i];
    }

    private static IEnumerable<BatchNorm> Of(Module model) => model.modules().OfType<BatchNorm>().Distinct();
}
