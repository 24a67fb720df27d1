extern alias fused;

using ModelZoo;
using QuantGen.Calibration;
using QuantGen.Reporting;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using FusedModels = fused::ModelZoo.Models;

namespace QuantGen.Samples.Tests.Reporting;

public sealed class FusedReportTests
{
    [Theory]
    [InlineData("resnet20")]
    [InlineData("mobilenet_v2")]
    public void OnePassFormsAreMeasuredAsSeparateOnesAre(string name)
    {
        using var scope = NewDisposeScope();
        random.manual_seed(5);
        var pictures = randn(4, 3, 32, 32);

        Assert.Equal(Report(() => Models.Create(name, classes: 10), pictures), Report(() => FusedModels.Create(name, classes: 10), pictures));
    }

    private static string Report(Func<Module<Tensor, Tensor>> create, Tensor pictures)
    {
        random.manual_seed(6);
        var model = create();
        using (no_grad())
            model.call(pictures);

        model.eval();
        var twin = ((IQuantizable)model).ToQuantized();
        using var calibrator = new Calibrator(twin);
        calibrator.Collect([pictures]);
        calibrator.Compute(CalibrationMethod.Percentile());
        return QuantizationReport.Of(twin, model, calibrator, new ReportOptions { Batches = [pictures] }).ToJson();
    }
}
