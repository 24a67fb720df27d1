using QuantGen.Quantizers;
using static TorchSharp.torch;

namespace QuantGen.Reporting.Measuring;

/// <summary>Something in a twin that quantizes a tensor, as a report sees it.</summary>
internal interface IReportedQuantizer
{
    /// <summary>The module that does it.</summary>
    nn.Module Module { get; }

    /// <summary>What it is called where it stands by itself.</summary>
    string Type { get; }

    /// <summary>The number format.</summary>
    string Format { get; }

    /// <summary>The bit width.</summary>
    int Bits { get; }

    /// <summary>What has a range of its own: <c>tensor</c>, <c>channel</c> or the axes.</summary>
    string Granularity { get; }

    /// <summary>The settings, where they are a descriptor.</summary>
    QuantDescriptor? Descriptor => null;

    /// <summary>The levels, where they are those of a power-of-two twin; null without a range.</summary>
    FixedPointReport? FixedPoint => null;

    /// <summary>What happens to the bias of the layer whose weight it quantizes; null where nothing does.</summary>
    BiasReport? Bias => null;

    /// <summary>Whether it acts.</summary>
    bool Enabled { get; }

    /// <summary>Whether it can quantize: it has a range, learns one, or takes it from each tensor.</summary>
    bool IsCalibrated { get; }

    /// <summary>Whether it acts, has or finds a range, and returns values, not levels, so that its errors can be measured.</summary>
    bool CanBeMeasured { get; }

    /// <summary>The ranges that quantization uses, all factors included; null when there are none or each tensor has its own.</summary>
    float[]? Ranges();

    /// <summary>Quantizes a tensor with the ranges there are, whatever the switches say.</summary>
    Tensor Quantize(Tensor values);

    /// <summary>How many elements of a tensor lie beyond their range; null when there is none or each tensor has its own.</summary>
    long? ClippedCount(Tensor values);
}
