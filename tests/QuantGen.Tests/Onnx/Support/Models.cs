using QuantGen.Onnx;

namespace QuantGen.Tests.Onnx.Support;

/// <summary>Small models of ONNX, written by hand.</summary>
internal static class Models
{
    /// <summary>A model that has one of everything that the format has a place for.</summary>
    public static OnnxModel Everything()
    {
        var branch = new OnnxGraph
        {
            Name = "branch",
            Nodes = [new OnnxNode { OpType = "Identity", Inputs = ["x"], Outputs = ["y"], Name = "inner" }],
            Outputs = [Info("y", OnnxElementType.Float)],
        };
        return new OnnxModel
        {
            IrVersion = 8,
            ProducerName = "QuantGen",
            ProducerVersion = "1.2.3",
            Domain = "org.example",
            ModelVersion = 7,
            Documentation = "A model, größer als nötig.",
            OperatorSets = [new("", 17), new("com.example", 3)],
            Metadata = [new("b", "second"), new("empty", "")],
            Graph = new OnnxGraph
            {
                Name = "Everything",
                Documentation = "graph",
                Inputs = [Info("x", OnnxElementType.Float, new(1), new(null, "height"), new(null)), new OnnxValueInfo { Name = "untyped" }],
                Outputs = [Info("z", OnnxElementType.Int64)],
                Values = [Info("y", OnnxElementType.Bool, new OnnxDimension(0))],
                Initializers =
                [
                    OnnxTensor.Of<float>("floats", new[] { 1.5f, -2, float.NaN }, 3),
                    OnnxTensor.Of<long>("numbers", new[] { long.MinValue, -1, 0, long.MaxValue }, 2, 2),
                    OnnxTensor.Of<sbyte>("levels", new sbyte[] { -128, 127 }, 1, 2),
                    OnnxTensor.Of<byte>("scalar", new byte[] { 128 }),
                    OnnxTensor.Of<double>("nothing", ReadOnlyMemory<double>.Empty, 0, 5),
                ],
                Nodes =
                [
                    new OnnxNode
                    {
                        Name = "first",
                        OpType = "Custom",
                        Domain = "com.example",
                        Documentation = "node",
                        Inputs = ["x", "", "floats"],
                        Outputs = ["y", ""],
                        Attributes =
                        [
                            new("float", 0.25f),
                            new("zero", 0f),
                            new("whole", -3L),
                            new("none", 0L),
                            new("text", "linear"),
                            new("noText", ""),
                            new("tensor", OnnxTensor.Of<int>("", new[] { 1, 2 }, 2)),
                            new("graph", branch),
                            new("floats", (float[])[1, 2.5f]),
                            new("wholes", (long[])[1, -1, 300]),
                            new("noWholes", Array.Empty<long>()),
                            new("texts", (string[])["a", ""]),
                            new("tensors", (OnnxTensor[])[OnnxTensor.Of<bool>("t", new[] { true, false }, 2)]),
                            new("graphs", (OnnxGraph[])[branch, branch]),
                        ],
                    },
                    new OnnxNode { OpType = "Shape", Inputs = ["y"], Outputs = ["z"] },
                ],
            },
        };
    }

    /// <summary>y = x w + b, with a weight of so many rows and columns.</summary>
    public static OnnxModel Gemm(int inputs, int outputs) => new()
    {
        IrVersion = 8,
        OperatorSets = [new("", 17)],
        Graph = new OnnxGraph
        {
            Name = "Gemm",
            Inputs = [Info("x", OnnxElementType.Float, new(2), new(inputs))],
            Outputs = [Info("y", OnnxElementType.Float, new(2), new(outputs))],
            Initializers =
            [
                OnnxTensor.Of<float>("w", Enumerable.Range(0, inputs * outputs).Select(static i => ((i * 7) % 13) - 6f).ToArray(), inputs, outputs),
                OnnxTensor.Of<float>("b", Enumerable.Range(0, outputs).Select(static i => i / 2f).ToArray(), outputs),
            ],
            Nodes = [new OnnxNode { Name = "gemm", OpType = "Gemm", Inputs = ["x", "w", "b"], Outputs = ["y"] }],
        },
    };

    /// <summary>A value of a type, whose extents are known if any are given.</summary>
    public static OnnxValueInfo Info(string name, OnnxElementType type, params OnnxDimension[] shape) => new() { Name = name, ElementType = type, Shape = shape.Length == 0 ? null : shape };
}
