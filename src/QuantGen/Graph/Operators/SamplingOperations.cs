using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph.Operators;

/// <summary>Images of other sizes.</summary>
internal static class SamplingOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new(
            "Resize",
            "X",
            ResizeType,
            Resize,
            OperationAttribute.Text("mode", "nearest"),
            OperationAttribute.Text("coordinate_transformation_mode", "half_pixel"),
            OperationAttribute.Text("nearest_mode", "round_prefer_floor"),
            OperationAttribute.Float("cubic_coeff_a", -0.75f),
            OperationAttribute.Optional("sizes", AttributeKind.Integers),
            OperationAttribute.Optional("scales", AttributeKind.Floats)),
        new(
            "GridSample",
            "X grid",
            GridSampleType,
            static (call, inputs) =>
            {
                var (mode, padding) = GridMode(call);
                return [functional.grid_sample(inputs[0]!, inputs[1]!, mode, padding, call.Flag("align_corners"))];
            },
            OperationAttribute.Text("mode", "bilinear"),
            OperationAttribute.Text("padding_mode", "zeros"),
            OperationAttribute.Integer("align_corners", 0)),
    ];

    private static IReadOnlyList<GraphType> ResizeType(OperationCall call)
    {
        Mode(call);
        return [new(Definitions.Float(call).ElementType, Extents(call))];
    }

    private static long[] Extents(OperationCall call)
    {
        call.RequireRank(0, 3, 5);
        var shape = call[0].Shape;
        if (call.Has("sizes") == call.Has("scales"))
            throw call.Problem("either sizes or scales must be given");

        long[] extents = call.Has("sizes")
            ? call.Integers("sizes")
            : [.. call.Decimals("scales").Select((factor, axis) => (long)Math.Floor(shape[Math.Min(axis, shape.Length - 1)] * factor))];
        return extents.Length == shape.Length && extents[0] == shape[0] && extents[1] == shape[1] && extents.All(static extent => extent > 0)
            ? extents
            : throw call.Problem($"{Shapes.Text(shape)} cannot be resized to {Shapes.Text(extents)}; the first two axes must stay");
    }

    private static (InterpolationMode Mode, bool? AlignsCorners) Mode(OperationCall call)
    {
        var (coordinates, rank) = (call.Text("coordinate_transformation_mode"), call[0].Rank);
        return (call.Text("mode"), coordinates, rank) switch
        {
            ("nearest", "asymmetric", _) when call.Text("nearest_mode") == "floor" => (InterpolationMode.Nearest, null),
            ("nearest", "half_pixel", _) when call.Text("nearest_mode") == "round_prefer_ceil" => (InterpolationMode.NearestExact, null),
            ("linear", "half_pixel" or "align_corners", 3) => (InterpolationMode.Linear, coordinates == "align_corners"),
            ("linear", "half_pixel" or "align_corners", 4) => (InterpolationMode.Bilinear, coordinates == "align_corners"),
            ("linear", "half_pixel" or "align_corners", 5) => (InterpolationMode.Trilinear, coordinates == "align_corners"),
            ("cubic", "half_pixel" or "align_corners", 4) when call.Float("cubic_coeff_a") == -0.75f => (InterpolationMode.Bicubic, coordinates == "align_corners"),
            var (mode, _, _) => throw call.Problem($"the mode {mode} with coordinates {coordinates} over {rank} axes is none of torch's"),
        };
    }

    private static IReadOnlyList<Tensor> Resize(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (mode, aligns) = Mode(call);
        return call.Has("sizes")
            ? [functional.interpolate(inputs[0]!, size: Extents(call)[2..], mode: mode, align_corners: aligns)]
            : [functional.interpolate(inputs[0]!, scale_factor: call.Decimals("scales")[2..], mode: mode, align_corners: aligns)];
    }

    private static IReadOnlyList<GraphType> GridSampleType(OperationCall call)
    {
        GridMode(call);
        call.RequireRank(0, 4, 5);
        Definitions.SameType(call, 0, 1);
        var (input, grid) = (Definitions.Float(call).Shape, call[1].Shape);
        return grid.Length == input.Length && grid[0] == input[0] && grid[^1] == input.Length - 2
            ? [new(GraphElementType.Float32, [.. input[..2], .. grid[1..^1]])]
            : throw call.Problem($"a grid of shape {Shapes.Text(grid)} does not go with an input of shape {Shapes.Text(input)}");
    }

    private static (GridSampleMode Mode, GridSamplePaddingMode Padding) GridMode(OperationCall call) => (
        call.Text("mode") switch
        {
            "bilinear" => GridSampleMode.Bilinear,
            "nearest" => GridSampleMode.Nearest,
            var other => throw call.Problem($"mode is {other} and must be bilinear or nearest"),
        },
        call.Text("padding_mode") switch
        {
            "zeros" => GridSamplePaddingMode.Zeros,
            "border" => GridSamplePaddingMode.Border,
            "reflection" => GridSamplePaddingMode.Reflection,
            var other => throw call.Problem($"padding_mode is {other} and must be zeros, border or reflection"),
        });
}
