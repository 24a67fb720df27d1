using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using QuantGen.Analyzers.Diagnostics;
using QuantGen.Analyzers.Layers;
using QuantGen.ModelReading.Layers;

namespace QuantGen.Analyzers.Rules;

/// <summary>QG3028: a convolution whose kernel, stride or groups the target computes slowly or not at all.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConvolutionShapeAnalyzer() : LayerRuleAnalyzer(Rule, PowerOfTwo)
{
    private static readonly DiagnosticDescriptor Rule = new(
        DiagnosticIds.ConvolutionShape,
        "Convolution of a shape without a kernel",
        "'{0}' has {1}, for which {2} hardware has no fast kernel; {3}",
        RuleCategories.Target,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Accelerators have kernels for the usual shapes. Others run on a slow path, or not at all.",
        HelpLinks.Base + DiagnosticIds.ConvolutionShape + HelpLinks.Extension);

    private protected override void Analyze(ModelView model, Action<Diagnostic> report)
    {
        foreach (var creation in model.Creations)
        {
            var fault = KnownLayers.Find(creation.Layer)!.Kind switch
            {
                LayerKind.Convolution when creation.Layer == "Conv2d" => OfConvolution(creation),
                LayerKind.TransposedConvolution when creation.Layer == "ConvTranspose2d" => OfTransposed(creation),
                _ => null,
            };
            if (fault is { } found)
                report(Diagnostic.Create(Rule, found.Place, creation.Layer, found.Fault, model.Options.Target, found.Remedy));
        }
    }

    private static Finding? OfConvolution(LayerCreation creation)
    {
        if (creation.Arguments.Pair("kernel_size") is not var (height, width))
            return null;

        var kernel = Shape(height, width);
        var atKernel = creation.PlaceOf("kernel_size");
        var stride = creation.Arguments.Written("stride") is null ? (1, 1) : creation.Arguments.Pair("stride");
        if (stride is not var (down, across))
            return null;
        if (creation.IsDepthwise)
        {
            return height == width && height is 3 or 5 or 7 && down == across && down is 1 or 2
                ? null
                : new Finding(
                    atKernel,
                    $"a depthwise kernel of {kernel} at stride {Shape(down, across)}",
                    "use 3x3, 5x5 or 7x7 at stride 1 or 2");
        }

        var atStride = creation.PlaceOf("stride", "kernel_size");
        if (down != across)
            return new Finding(atStride, "a stride that differs in height and width", "use the same for both");
        if (down == 4 && height != 11)
            return new Finding(atStride, $"stride 4 with a kernel of {kernel}", "use 11x11, or two convolutions of stride 2");
        if (down is 3 or > 4)
            return new Finding(atStride, $"a stride of {down}", "use 1 or 2");
        if (height == 6 || width == 6)
            return new Finding(atKernel, $"a kernel of {kernel}", "use 5x5 or 7x7");
        return height > 7 && down != 4 ? new Finding(atKernel, $"a kernel of {kernel}", "split it into smaller ones") : null;
    }

    private static Finding? OfTransposed(LayerCreation creation)
    {
        if (creation.Arguments.Number("groups") is > 1)
            return new Finding(creation.PlaceOf("groups"), "groups", "use one group, or upsample and convolve");
        if (creation.Arguments.Pair("kernel_size") is not var (height, width))
            return null;

        var stride = creation.Arguments.Written("stride") is null ? (1, 1) : creation.Arguments.Pair("stride");
        return stride is not var (down, across) || (height, width, down, across) is (2, 2, 2, 2) or (4, 4, 2, 2)
            ? null
            : new Finding(
                creation.PlaceOf("kernel_size"),
                $"a transposed kernel of {Shape(height, width)} at stride {Shape(down, across)}",
                "use 2x2 or 4x4 at stride 2, or upsample and convolve");
    }

    private static string Shape(long height, long width) => FormattableString.Invariant($"{height}x{width}");

    private readonly record struct Finding(Location Place, string Fault, string Remedy);
}
