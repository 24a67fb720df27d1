using QuantGen.Graph;

namespace QuantGen.Tests.Graph.Support;

/// <summary>Draws a use of an operation: shapes and settings of which a good part fits, and some do not.</summary>
internal static class RandomCall
{
    public static (long[][] Shapes, GraphAttributeCollection Settings) Draw(string operation, Random random) => operation switch
    {
        "Conv" or "ConvTranspose" => Convolution(operation, random),
        "MaxPool" or "AveragePool" => Pool(operation, random),
        "Slice" => Slice(random),
        "Pad" => Pad(random),
        "Add" => ([Shape(random, 0, 4, 1), Shape(random, 0, 3, 1)], []),
        "MatMul" => MatMul(random),
        "Gather" => ([Shape(random, 1, 3), Shape(random, 0, 2)], new() { { "axis", random.Next(-3, 3) } }),
        "Concat" => Concat(random),
        "Split" => ([Shape(random, 1, 3)], new() { { "axis", random.Next(-2, 2) }, { "split", Numbers(random, random.Next(1, 3), 0, 4) } }),
        "Reshape" => ([[2, 3, 4]], new() { { "shape", Numbers(random, random.Next(1, 4), -1, 7).Select(extent => extent == 5 ? 12 : extent) } }),
        "Transpose" => ([[2, 3, 4]], new() { { "perm", random.Next(4) == 0 ? Numbers(random, 3, -3, 3) : Shuffled(random, 3) } }),
        "Squeeze" => ([[1, 2, 1, 3]], new() { { "axes", Numbers(random, random.Next(0, 3), -4, 4) } }),
        "Unsqueeze" => ([Shape(random, 0, 3)], new() { { "axes", Numbers(random, random.Next(0, 3), -4, 5) } }),
        "Expand" => ([Shape(random, 0, 3, 1)], new() { { "shape", Shape(random, 0, 4, 1) } }),
        "Tile" => ([[2, 3, 4]], new() { { "repeats", Numbers(random, random.Next(2, 4), 0, 4) } }),
        "ReduceSum" => ([Shape(random, 0, 4)], new() { { "axes", Numbers(random, random.Next(0, 3), -3, 3) }, { "keepdims", random.Next(2) } }),
        "ArgMax" => ([Shape(random, 1, 4)], new() { { "axis", random.Next(-3, 3) }, { "keepdims", random.Next(2) } }),
        "TopK" => ([Shape(random, 1, 3)], new() { { "axis", random.Next(-2, 2) }, { "k", random.Next(0, 5) } }),
        "Resize" => Resize(random),
        "Gemm" => Gemm(random),
        "Linear" => ([[.. Shape(random, 0, 3), 3], [4, random.Next(5) == 0 ? 2 : 3], [4]], []),
        "Flatten" => ([Shape(random, 1, 4)], new() { { "axis", random.Next(-3, 5) } }),
        "Einsum" => Einsum(random),
        "DepthToSpace" or "SpaceToDepth" => ([[random.Next(1, 3), random.Next(1, 3) * 4, random.Next(1, 3) * 2, random.Next(1, 4) * 2]], new() { { "blocksize", random.Next(1, 4) } }),
        "Softmax" => ([Shape(random, 1, 4)], new() { { "axis", random.Next(-3, 3) } }),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "There are no draws of it."),
    };

    private static long[] Numbers(Random random, int count, int least, int end) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(least, end))];

    // Extents of one are frequent where something broadcasts.
    private static long[] Shape(Random random, int leastRank, int mostRank, int ones = 0) =>
        [.. Numbers(random, random.Next(leastRank, mostRank + 1), 1, 5).Select(extent => ones > 0 && random.Next(2) == 0 ? 1 : ones > 0 ? 3 : extent)];

    private static long[] Shuffled(Random random, int count)
    {
        var order = Enumerable.Range(0, count).Select(static axis => (long)axis).ToArray();
        random.Shuffle(order);
        return order;
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Convolution(string operation, Random random)
    {
        var (rank, groups) = (random.Next(1, 4), random.Next(1, 3));
        var (inputs, outputs) = (groups * random.Next(1, 3), groups * random.Next(1, 3));
        long[] weight = operation == "Conv" ? [outputs, inputs / groups] : [inputs, outputs / groups];
        var settings = new GraphAttributeCollection
        {
            { "strides", Numbers(random, rank, 1, 4) },
            { "pads", Numbers(random, 2 * rank, 0, 3) },
            { "dilations", Numbers(random, rank, 1, 3) },
            { "group", groups },
        };
        if (operation == "ConvTranspose")
            settings.Add("output_padding", Numbers(random, rank, 0, 2));

        return ([[random.Next(1, 3), inputs, .. Numbers(random, rank, 1, 8)], [.. weight, .. Numbers(random, rank, 1, 4)], [outputs]], settings);
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Pool(string operation, Random random)
    {
        var rank = random.Next(1, 4);
        var pads = Numbers(random, rank, 0, 3);
        var settings = new GraphAttributeCollection
        {
            { "kernel_shape", Numbers(random, rank, 1, 4) },
            { "strides", Numbers(random, rank, 1, 4) },
            { "pads", random.Next(2) == 0 ? [.. pads, .. pads] : Numbers(random, 2 * rank, 0, 3) },
            { "ceil_mode", random.Next(2) },
            operation == "MaxPool" ? ("dilations", Numbers(random, rank, 1, 3)) : ("count_include_pad", random.Next(2)),
        };
        return ([[random.Next(1, 3), random.Next(1, 3), .. Numbers(random, rank, 1, 9)]], settings);
    }

    private static void Add(this GraphAttributeCollection settings, (string Name, object Value) setting) => settings.Add(setting.Name, setting.Value);

    private static (long[][] Shapes, GraphAttributeCollection Settings) Slice(Random random)
    {
        var axes = Shuffled(random, 3)[..random.Next(1, 4)];
        return ([[4, 5, 6]], new()
        {
            { "starts", Numbers(random, axes.Length, -9, 9) },
            { "ends", Numbers(random, axes.Length, -9, 9) },
            { "axes", axes },
            { "steps", Numbers(random, axes.Length, -3, 4) },
        });
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Pad(Random random)
    {
        var mode = ((string[])["constant", "reflect", "edge"])[random.Next(3)];
        return ([Shape(random, 2, 2)], new() { { "pads", Numbers(random, 4, mode == "constant" ? -2 : 0, 3) }, { "mode", mode } });
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) MatMul(Random random)
    {
        long inner = random.Next(1, 4);
        long[] left = [.. Shape(random, 0, 2, 1), .. random.Next(2) == 0 ? (long[])[2] : [], inner];
        long[] right = random.Next(3) == 0 ? [inner] : [.. Shape(random, 0, 2, 1), random.Next(6) == 0 ? inner + 1 : inner, 4];
        return ([left, right], []);
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Concat(Random random)
    {
        var (shape, axis) = (Shape(random, 1, 3), random.Next(-2, 2));
        var other = (long[])shape.Clone();
        other[random.Next(shape.Length)] = random.Next(0, 4);
        return ([shape, other, shape], new() { { "axis", axis } });
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Resize(Random random)
    {
        var rank = random.Next(1, 4);
        long[] shape = [2, 3, .. Numbers(random, rank, 1, 6)];
        var isNearest = random.Next(2) == 0;
        var settings = new GraphAttributeCollection
        {
            { "mode", isNearest ? "nearest" : "linear" },
            { "coordinate_transformation_mode", isNearest ? "asymmetric" : "half_pixel" },
            { "nearest_mode", "floor" },
        };
        if (random.Next(2) == 0)
            settings.Add("sizes", (long[])[2, 3, .. Numbers(random, rank, 1, 9)]);
        else
            settings.Add("scales", (float[])[1, 1, .. Enumerable.Range(0, rank).Select(_ => random.Next(1, 30) / 8f)]);

        return ([shape], settings);
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Gemm(Random random)
    {
        var (left, right) = (random.Next(2), random.Next(2));
        long[] bias = ((long[][])[[4], [2, 4], [1, 4], [2, 1], [5]])[random.Next(5)];
        return ([left == 1 ? [3, 2] : [2, 3], right == 1 ? [4, 3] : [3, 4], bias], new() { { "transA", left }, { "transB", right } });
    }

    private static (long[][] Shapes, GraphAttributeCollection Settings) Einsum(Random random)
    {
        var equation = ((string[])["ij,jk->ik", "bij,bkj->bik", "ij,ij->j", "ij,kj", "ab,b->", "ii,i->i"])[random.Next(6)];
        var extents = "abijk".ToDictionary(static letter => letter, _ => (long)random.Next(1, 4));
        return ([.. equation.Split("->")[0].Split(',').Select(term => term.Select(letter => extents[letter]).ToArray())], new() { { "equation", equation } });
    }
}
