using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace QuantGen.Graph.Operators;

/// <summary>Pools over one to three axes.</summary>
internal static class PoolOperations
{
    /// <summary>The definitions.</summary>
    public static IEnumerable<GraphOperation> All =>
    [
        new("MaxPool", "X", PoolType, MaxPool, [.. Settings, OperationAttribute.Optional("dilations", AttributeKind.Integers)]),
        new("AveragePool", "X", PoolType, AveragePool, [.. Settings, OperationAttribute.Integer("count_include_pad", 0)]),
        Global("GlobalAveragePool", static x => x.mean(Behind(x), keepdim: true)),
        Global("GlobalMaxPool", static x => x.amax(Behind(x), keepdim: true)),
    ];

    private static IReadOnlyList<OperationAttribute> Settings =>
    [
        OperationAttribute.Required("kernel_shape", AttributeKind.Integers),
        OperationAttribute.Optional("strides", AttributeKind.Integers),
        OperationAttribute.Optional("pads", AttributeKind.Integers),
        OperationAttribute.Integer("ceil_mode", 0),
    ];

    private static long[] Behind(Tensor x) => [.. Enumerable.Range(2, (int)x.dim() - 2).Select(static axis => (long)axis)];

    private static GraphOperation Global(string name, Func<Tensor, Tensor> evaluate) => new(
        name,
        "X",
        static call =>
        {
            call.Require(0, GraphElementType.Float32);
            call.RequireRank(0, 3);
            return [new(GraphElementType.Float32, [.. call[0].Shape.Select(static (extent, axis) => axis < 2 ? extent : 1)])];
        },
        (_, inputs) => [evaluate(inputs[0]!)]);

    private static Window Read(OperationCall call)
    {
        call.Require(0, GraphElementType.Float32);
        call.RequireRank(0, 3, 5);
        var window = Window.Of(call, call.Integers("kernel_shape", call[0].Rank - 2, 1));
        return window.Before.Concat(window.After).Zip(window.Span.Concat(window.Span)).All(static width => width.First < width.Second)
            ? window
            : throw call.Problem("padding as wide as the window leaves windows without an element");
    }

    private static IReadOnlyList<GraphType> PoolType(OperationCall call)
    {
        var (window, ceiling) = (Read(call), call.Flag("ceil_mode"));
        return IsTorchs(call, window) || !ceiling
            ? [new(GraphElementType.Float32, [.. call[0].Shape[..2], .. window.Output(call, call[0].Shape[2..], ceiling)])]
            : throw call.Problem("padding that is not the same on both sides, or wider than half the window, does not go with ceil_mode");
    }

    // Torch pads both sides alike, by half the window at most, and takes no mean of three axes where the window is the larger.
    private static bool IsTorchs(OperationCall call, Window window) => window.IsSymmetric
        && window.Before.Zip(window.Kernel).All(static width => 2 * width.First <= width.Second)
        && (window.Rank < 3 || call[0].Shape[2..].Zip(window.Kernel).All(static extent => extent.First >= extent.Second));

    private static IReadOnlyList<Tensor> MaxPool(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var window = Read(call);
        var (input, padding) = IsTorchs(call, window)
            ? (inputs[0]!, window.Before)
            : (functional.pad(inputs[0]!, window.Widths, TorchSharp.PaddingModes.Constant, double.NegativeInfinity), new long[window.Rank]);
        var ceiling = call.Flag("ceil_mode");
        return [window.Rank switch
        {
            1 => functional.max_pool1d(input, window.Kernel[0], window.Strides[0], padding[0], window.Dilations[0], ceiling),
            2 => functional.max_pool2d(input, window.Kernel, window.Strides, padding, window.Dilations, ceiling),
            _ => functional.max_pool3d(input, window.Kernel, window.Strides, padding, window.Dilations, ceiling),
        }];
    }

    private static IReadOnlyList<Tensor> AveragePool(OperationCall call, IReadOnlyList<Tensor?> inputs)
    {
        var (window, counts) = (Read(call), call.Flag("count_include_pad"));
        if (IsTorchs(call, window))
            return [Average(inputs[0]!, window, window.Before, call.Flag("ceil_mode"), counts)];

        var none = new long[window.Rank];
        var means = Average(functional.pad(inputs[0]!, window.Widths), window, none, ceiling: false, counts: true);
        return [counts ? means : means / Average(functional.pad(ones_like(inputs[0]!), window.Widths), window, none, ceiling: false, counts: true)];
    }

    private static Tensor Average(Tensor input, Window window, long[] padding, bool ceiling, bool counts) => window.Rank switch
    {
        1 => functional.avg_pool1d(input, window.Kernel[0], window.Strides[0], padding[0], ceiling, counts),
        2 => functional.avg_pool2d(input, window.Kernel, window.Strides, padding, ceiling, counts),
        _ => functional.avg_pool3d(input, window.Kernel, window.Strides, padding, ceiling, counts),
    };
}
