using QuantGen.Benchmarks;
using QuantGen.Benchmarks.Generators;
using QuantGen.Calibration;

// Figures go to standard output, one JSON object a line, and everything else to standard error.
IBenchmark[] benchmarks =
[
    new QatStep(), new LstmQatStep(), new Evaluation(), new FakeQuantForward(), new Pact2Forward(), new PowerOfTwoStep(), new LowBitStep("lowbit.step", channelsLast: false),
    new LowBitStep("lowbit.channelslast", channelsLast: true),
    .. Networks.Names.Select(static network => new HistogramCalibration(network)),
    .. Networks.Names.Select(static network => new PowerOfTwoCalibrationCost(network)),
    new RangeSearchTime(CalibrationMethod.Entropy()), new RangeSearchTime(CalibrationMethod.Mse()), new CalibrationMemory(),
    new ExportCost(), new OnnxRuntimeSpeed(), new TorchAo(), new GeneratorCost(), new AnalyzerCost(),
];
if (args is [CalibrationMemory.Command, var side, var pictures])
    return CalibrationMemory.RunSide(side, pictures);

var prefix = args.FirstOrDefault() ?? "";
var chosen = benchmarks.Where(benchmark =>
    benchmark.Name.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(benchmark.Name + ".", StringComparison.Ordinal)).ToList();
if (args.Length > 1 || chosen.Count == 0)
{
    Console.Error.WriteLine($"usage: bench [NAME]: runs the benchmarks whose names start with NAME, of {string.Join(", ", benchmarks.Select(static benchmark => benchmark.Name))}.");
    return 2;
}

foreach (var variable in new[] { "MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_", "OPENBLAS_NUM_THREADS" })
{
    if (Environment.GetEnvironmentVariable(variable) is null)
        Console.Error.WriteLine($"{variable} is not set, so page faults disturb the figures: run ./build.sh bench.");
}

TorchSharp.torch.set_num_threads(1);
var count = 0;
foreach (var result in chosen.SelectMany(benchmark => benchmark.Run(Console.Error, prefix)))
{
    Console.WriteLine(result);
    count++;
}

if (count > 0)
    return 0;

Console.Error.WriteLine($"Nothing was measured: no benchmark's name starts with '{prefix}', or what it needs is not installed; docs/benchmarks.md lists the names.");
return 1;
