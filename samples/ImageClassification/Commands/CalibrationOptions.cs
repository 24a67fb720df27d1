using System.CommandLine;
using ImageClassification.Training;

namespace ImageClassification.Commands;

/// <summary>Options that several commands around calibration have.</summary>
internal static class CalibrationOptions
{
    public static Option<int> Samples() => NumberOption.Whole(
        "--samples", "Training pictures to estimate the ranges from, taken without augmentation.", Calibration.DefaultSamples, 1);

    public static Option<string?> Report() => new("--report")
    {
        Description = "Write a report of the quantized model to this file, a web page, and the same as JSON beside it.",
        HelpName = "FILE",
    };
}
