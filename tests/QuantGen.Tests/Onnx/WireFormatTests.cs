using QuantGen.Onnx;
using QuantGen.Tests.Onnx.Support;
using Xunit;

namespace QuantGen.Tests.Onnx;

/// <summary>Models become bytes and models again.</summary>
public sealed class WireFormatTests
{
    [Fact]
    public void WhatIsWrittenIsReadAlike()
    {
        var model = Models.Everything();

        using var stream = new MemoryStream(model.ToBytes());
        var read = OnnxModel.Read(stream);

        Assert.Equal(model.ToBytes(), read.ToBytes());
        Assert.Equal((8, "QuantGen", "1.2.3", "org.example", 7, "A model, größer als nötig."), (read.IrVersion, read.ProducerName, read.ProducerVersion, read.Domain, read.ModelVersion, read.Documentation));
        Assert.Equal(model.OperatorSets, read.OperatorSets);
        Assert.Equal(17, read.Opset);
        Assert.Equal(model.Metadata, read.Metadata);
        Assert.Equal(["first", ""], read.Graph.Nodes.Select(static node => node.Name));
        Assert.Equal(["x", "", "floats"], read.Graph.Nodes[0].Inputs);
        Assert.Equal(
            ["float=0.25", "zero=0", "whole=-3", "none=0", "text=linear", "noText=", "floats=[1, 2.5]", "wholes=[1, -1, 300]", "noWholes=[]", "texts=[a, ]"],
            read.Graph.Nodes[0].Attributes.Where(static attribute => attribute.Value is not (OnnxTensor or OnnxGraph or IReadOnlyList<OnnxTensor> or IReadOnlyList<OnnxGraph>)).Select(static attribute => attribute.ToString()));
        Assert.Equal([1.5f, -2, float.NaN], read.Graph.Initializers[0].ToArray<float>());
        Assert.Equal([long.MinValue, -1, 0, long.MaxValue], read.Graph.Initializers[1].ToArray<long>());
        Assert.Equal("x: Float[1, height, ?]", read.Graph.Inputs[0].ToString());
    }

    [Fact]
    public void ElementsOfTorchAreWrittenAsTheyAreInMemory()
    {
        using var values = TorchSharp.torch.arange(12, dtype: TorchSharp.torch.float32).reshape(3, 4);
        using var turned = values.t();

        Assert.Equal([0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11], OnnxTensor.Of("w", turned).ToArray<float>());
    }

    [PythonFact]
    public void PythonReadsTheSameAndWritesTheSameBytes()
    {
        using var folder = new OnnxFolder();
        Models.Everything().Save(folder.Path());

        var output = Python.Run(
            """
            import onnx, onnx.numpy_helper, sys
            model = onnx.ModelProto()
            content = open(sys.argv[1], 'rb').read()
            model.ParseFromString(content)
            node = model.graph.node[0]
            print(content == model.SerializeToString(), model.domain, len(node.attribute), onnx.helper.get_attribute_value(node.attribute[9]), model.graph.initializer[1].dims, model.metadata_props[0].value)
            print(onnx.numpy_helper.to_array(model.graph.initializer[1]).tolist(), model.doc_string)
            """,
            folder.Path());

        Assert.Equal("True org.example 14 [1, -1, 300] [2, 2] second\n[[-9223372036854775808, -1], [0, 9223372036854775807]] A model, größer als nötig.\n", output);
    }

    [PythonFact]
    public void NumbersThatPythonKeepsInListsAreRead()
    {
        using var folder = new OnnxFolder();
        Python.Run(
            """
            import onnx, sys
            from onnx import helper, TensorProto as T
            values = {'f': (T.FLOAT, [1.5, -2]), 'd': (T.DOUBLE, [0.1, 3]), 'i8': (T.INT8, [-128, 127]), 'u8': (T.UINT8, [0, 255]), 'i32': (T.INT32, [-1, 2**31 - 1]), 'i64': (T.INT64, [-1, 2**62]), 'u64': (T.UINT64, [1, 2**64 - 1]), 'b': (T.BOOL, [1, 0])}
            tensors = [helper.make_tensor(name, kind, [2], numbers) for name, (kind, numbers) in values.items()]
            graph = helper.make_graph([helper.make_node('Identity', ['f'], ['y'])], 'lists', [], [helper.make_tensor_value_info('y', T.FLOAT, [2])], tensors)
            onnx.save(helper.make_model(graph), sys.argv[1])
            """,
            folder.Path());

        var tensors = OnnxModel.Load(folder.Path()).Graph.Initializers.ToDictionary(static tensor => tensor.Name);

        Assert.Equal([1.5f, -2], tensors["f"].ToArray<float>());
        Assert.Equal([0.1, 3], tensors["d"].ToArray<double>());
        Assert.Equal([-128, 127], tensors["i8"].ToArray<sbyte>());
        Assert.Equal([0, 255], tensors["u8"].ToArray<byte>());
        Assert.Equal([-1, int.MaxValue], tensors["i32"].ToArray<int>());
        Assert.Equal([-1, 1L << 62], tensors["i64"].ToArray<long>());
        Assert.Equal([1, ulong.MaxValue], tensors["u64"].ToArray<ulong>());
        Assert.Equal([true, false], tensors["b"].ToArray<bool>());
    }

    [Fact]
    public void ElementsThatComeOutTooShortAreNotWritten()
    {
        var model = Models.Gemm(2, 2);
        var broken = new OnnxModel
        {
            IrVersion = 8,
            OperatorSets = model.OperatorSets,
            Graph = new OnnxGraph { Nodes = model.Graph.Nodes, Initializers = [new OnnxTensor("w", OnnxElementType.Float, [2, 2], static stream => stream.WriteByte(1))] },
        };

        Assert.Contains("1 bytes of 16", Assert.Throws<InvalidOperationException>(broken.ToBytes).Message, StringComparison.Ordinal);
    }
}
