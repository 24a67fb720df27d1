using static TorchSharp.torch.nn;

namespace QuantGen.Reporting.Measuring;

/// <summary>A quantizer and where it stands in the twin.</summary>
/// <param name="Name">Its path.</param>
/// <param name="Quantizer">The quantizer.</param>
/// <param name="Layer">The path of the layer it belongs to; its own for one that stands by itself.</param>
/// <param name="Owner">The layer, or the module that holds it.</param>
/// <param name="Role">What kind of tensor it quantizes.</param>
/// <param name="What">What it quantizes, in words.</param>
/// <param name="Weight">The weight that it quantizes; null for one of activations.</param>
internal sealed record TwinPart(
    string Name, IReportedQuantizer Quantizer, string Layer, Module Owner, QuantizerRole Role, string What, ReportedWeight? Weight = null)
{
    /// <summary>Whether it belongs to a layer.</summary>
    public bool HasLayer => Layer != Name;

    /// <summary>The bytes of its weight in float; 0 without one.</summary>
    public long FloatBytes => Weight?.Parameters.Sum(ModelFigures.Bytes) ?? 0;

    /// <summary>The bytes of its weight as deployed, without its ranges; 0 without one.</summary>
    public long QuantizedBytes => Weight is not null && Quantizer.Enabled ? ((Weight.Numbers * Quantizer.Bits) + 7) / 8 : FloatBytes;
}
