using System.Text.Json.Serialization;
using QuantGen.Quantizers;

namespace QuantGen.Reporting;

/// <summary>One quantizer of the twin.</summary>
public sealed record QuantizerReport
{
    /// <summary>
    /// Its path in the twin, for example <c>layer1.0.conv1._input_quantizer</c>; that of the parameter, as <c>layer1.0.conv1.weight</c>, for weights of
    /// power-of-two twins, which their layers quantize themselves.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The path of the layer it belongs to; its own for one that stands by itself.</summary>
    public required string Layer { get; init; }

    /// <summary>What kind of tensor it quantizes.</summary>
    public required QuantizerRole Role { get; init; }

    /// <summary>What it quantizes, in words.</summary>
    public required string What { get; init; }

    /// <summary>The number format, for example <c>int8</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The bit width.</summary>
    public required int Bits { get; init; }

    /// <summary><c>tensor</c>, <c>channel</c> or, with several axes, the axes.</summary>
    public required string Granularity { get; init; }

    /// <summary>All settings it was made with; null in power-of-two twins.</summary>
    [JsonConverter(typeof(DescriptorConverter))]
    public required QuantDescriptor? Descriptor { get; init; }

    /// <summary>Whether it acts.</summary>
    public required bool Enabled { get; init; }

    /// <summary>Whether it can quantize: it has a range, learns one, or takes it from each tensor.</summary>
    public required bool Calibrated { get; init; }

    /// <summary>Whether it takes its range from each tensor.</summary>
    public required bool Dynamic { get; init; }

    /// <summary>Whether its range is trained.</summary>
    public required bool Learned { get; init; }

    /// <summary>Whether data passed it during calibration; null without a calibrator, or when it took no part.</summary>
    public bool? Reached { get; init; }

    /// <summary>Its range, all factors included; in power-of-two twins its clip bound. Null without one.</summary>
    public RangeReport? Range { get; init; }

    /// <summary>Its levels in a power-of-two twin; null without a range, and in twins of other targets.</summary>
    public FixedPointReport? FixedPoint { get; init; }

    /// <summary>The share of the values, from 0 to 1, that it clips; null when not known.</summary>
    public double? Clipped { get; init; }

    /// <summary>
    /// The signal-to-noise ratio of its quantization alone, in decibels, at most <see cref="QuantizationReport.ExactSqnr"/>; null when not
    /// known.
    /// </summary>
    public double? Sqnr { get; init; }

    /// <summary>Where <see cref="Clipped"/> and <see cref="Sqnr"/> come from; null when neither is known.</summary>
    public FigureSource? Source { get; init; }

    /// <summary>What it saw during calibration; null when no histogram was collected.</summary>
    public HistogramReport? Histogram { get; init; }

    /// <summary>Whether it belongs to a power-of-two twin.</summary>
    internal bool IsFixedPoint => Descriptor is null;
}
