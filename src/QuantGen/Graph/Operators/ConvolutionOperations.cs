using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph.Operators;

/// <summary>Convolutions over one to three axes.</summary>
internal static class ConvolutionOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new("Conv", "X W B?", ConvType, Conv, Settings),
        new("ConvTranspose", "X W B?", ConvTransposeType, ConvTranspose, [.. Settings, OperationAttribute.Optional("output_padding", AttributeKind.Integers)]),
    ];

    private static IReadOnlyList<OperationAttribute> Settings =>
    [
        OperationAttribute.Optional("strides", AttributeKind.Integers),
        OperationAttribute.Optional("pads", AttributeKind.Integers),
        OperationAttribute.Optional("dilations", AttributeKind.Integers),
        OperationAttribute.Integer("group", 1),
    ];

    private static (Window Window, long Groups) Read(OperationCall call)
    {
        call.Require(0, GraphElementType.Float32);
        call.Require(1, GraphElementType.Float32);
        call.RequireRank(0, 3, 5);
        call.RequireRank(1, call[0].Rank, call[0].Rank);
        var groups = call.Integer("group");
        return groups > 0 ? (Window.Of(call, call[1].Shape[2..]), groups) : throw call.Problem("group must be positive");
    }

    private static IReadOnlyList<GraphType> ConvType(OperationCall call)
    {
        var (window, groups) = Read(call);
        var (input, weight) = (call[0].Shape, call[1].Shape);
        if (input[1] != weight[1] * groups || weight[0] % groups != 0)
            throw call.Problem($"{Shapes.Text(input)} does not go with a weight of {Shapes.Text(weight)} in {groups} groups");

        call.RequireShape(2, weight[0]);
        return [new(GraphElementType.Float32, [input[0], weight[0], .. window.Output(call, input[2..], ceiling: false)])];
    }

    private static IReadOnlyList<Tensor> Conv(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (window, groups) = Read(call);
        var (weight, bias) = (inputs[1]!, inputs.Count > 2 ? inputs[2] : null);
        var (input, padding) = window.IsSymmetric ? (inputs[0]!, window.Before) : (functional.pad(inputs[0]!, window.Widths), new long[window.Rank]);
        return [window.Rank switch
        {
            1 => functional.conv1d(input, weight, bias, window.Strides[0], padding[0], window.Dilations[0], groups),
            2 => functional.conv2d(input, weight, bias, window.Strides, padding, window.Dilations, groups),
            _ => functional.conv3d(input, weight, bias, window.Strides, padding, window.Dilations, groups),
        }];
    }

    private static (long[] Extents, long[] Added) Transposed(OperationCall call, Window window)
    {
        var added = call.Integers("output_padding", window.Rank, 0);
        long[] extents =
        [
            .. Enumerable.Range(0, window.Rank).Select(axis =>
                ((call[0].Shape[axis + 2] - 1) * window.Strides[axis]) + window.Span[axis] + added[axis] - window.Before[axis] - window.After[axis]),
        ];
        for (var axis = 0; axis < window.Rank; axis++)
        {
            if (extents[axis] < 1 || added[axis] < 0 || added[axis] >= Math.Max(window.Strides[axis], window.Dilations[axis]))
                throw call.Problem($"axis {axis + 2} would have {extents[axis]} places, {added[axis]} of them added");
        }

        return (extents, added);
    }

    private static IReadOnlyList<GraphType> ConvTransposeType(OperationCall call)
    {
        var (window, groups) = Read(call);
        var (input, weight) = (call[0].Shape, call[1].Shape);
        if (input[1] != weight[0] || weight[0] % groups != 0)
            throw call.Problem($"{Shapes.Text(input)} does not go with a weight of {Shapes.Text(weight)} in {groups} groups");

        call.RequireShape(2, weight[1] * groups);
        return [new(GraphElementType.Float32, [input[0], weight[1] * groups, .. Transposed(call, window).Extents])];
    }

    private static IReadOnlyList<Tensor> ConvTranspose(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (window, groups) = Read(call);
        var (extents, added) = Transposed(call, window);
        var (input, weight, bias) = (inputs[0]!, inputs[1]!, inputs.Count > 2 ? inputs[2] : null);
        var padding = window.IsSymmetric ? window.Before : new long[window.Rank];
        var output = window.Rank switch
        {
            1 => functional.conv_transpose1d(input, weight, bias, window.Strides[0], padding[0], added[0], window.Dilations[0], groups),
            2 => functional.conv_transpose2d(input, weight, bias, window.Strides, padding, added, window.Dilations, groups),
            _ => functional.conv_transpose3d(input, weight, bias, window.Strides, padding, added, window.Dilations, groups),
        };

        // Padding of a transposed convolution takes places away.
        for (var axis = 0; axis < window.Rank && !window.IsSymmetric; axis++)
            output = output.narrow(axis + 2, window.Before[axis], extents[axis]);

        return [output];
    }
}
