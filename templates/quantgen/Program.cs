using System.Globalization;
using QuantGen;
using QuantGen.Calibration;
using QuantGenApp;
using TorchSharp;
using static TorchSharp.torch;

random.manual_seed(1);
var model = new SmallNet();
model.eval();

// The twin has copies of the model's weights, and quantizers that do not know their ranges yet.
var twin = model.ToQuantized();
twin.eval();

// Ranges come from typical inputs. Replace these random ones by a few hundred of your own; labels are not needed.
Tensor[] batches = [.. Enumerable.Range(0, 4).Select(_ => randn(16, 3, 32, 32))];
using var calibrator = new Calibrator(twin);
calibrator.Collect(batches);
calibrator.Compute(CalibrationMethod.Percentile(99.99));

Console.WriteLine(QuantizerSummary.Of(twin));

using var noGrad = no_grad();
using var expected = model.call(batches[0]);
using var actual = twin.call(batches[0]);
var noise = (expected - actual).pow(2).mean().ToDouble();
var signal = expected.pow(2).mean().ToDouble();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Signal to quantization noise: {10 * Math.Log10(signal / noise):0.0} dB"));
