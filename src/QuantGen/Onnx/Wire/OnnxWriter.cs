using System.Globalization;

namespace QuantGen.Onnx.Wire;

/// <summary>Writes models in the wire format of onnx.proto: fields in the order of their numbers, nothing that is a default, so that equal models have equal bytes.</summary>
/// <remarks>The numbers of fields are those of onnx.proto in the ONNX repository.</remarks>
internal sealed class OnnxWriter
{
    private readonly ProtoWriter _proto = new();
    private readonly OnnxModel _model;
    private readonly ExternalData? _external;

    /// <summary>Goes over a model, and finds its length.</summary>
    /// <param name="model">The model.</param>
    /// <param name="external">Which tensors have their elements in another file; null for none.</param>
    public OnnxWriter(OnnxModel model, ExternalData? external = null)
    {
        _model = model;
        _external = external;
        Model();
        Length = _proto.Length;
    }

    /// <summary>How many bytes the model takes.</summary>
    public long Length { get; }

    /// <summary>Writes the model.</summary>
    /// <exception cref="OnnxException">It is longer than the encoding can be.</exception>
    public void Write(Stream stream)
    {
        if (Length > OnnxModel.MostFileBytes)
            throw new OnnxException($"The model '{_model.Graph.Name}' has {Length} bytes, more than the encoding can hold: save it to a file, with large tensors in a second one.");

        _proto.Begin(stream);
        Model();
    }

    private void Model()
    {
        _proto.Number(1, _model.IrVersion);
        _proto.Text(2, _model.ProducerName);
        _proto.Text(3, _model.ProducerVersion);
        _proto.Text(4, _model.Domain);
        _proto.Number(5, _model.ModelVersion);
        _proto.Text(6, _model.Documentation);
        _proto.Message(7, _model.Graph, Graph);
        foreach (var set in _model.OperatorSets)
        {
            _proto.Message(8, set, static (proto, set) =>
            {
                // The standard operators' empty domain is written too, as ONNX's own tools do.
                proto.Item(1, set.Domain);
                proto.Number(2, set.Version);
            });
        }

        foreach (var (name, text) in _model.Metadata)
            Pair(_proto, 14, name, text);
    }

    private void Graph(ProtoWriter proto, OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
            proto.Message(1, node, Node);
        proto.Text(2, graph.Name);
        foreach (var tensor in graph.Initializers)
            proto.Message(5, tensor, Tensor);
        proto.Text(10, graph.Documentation);
        Values(proto, 11, graph.Inputs);
        Values(proto, 12, graph.Outputs);
        Values(proto, 13, graph.Values);
    }

    private void Node(ProtoWriter proto, OnnxNode node)
    {
        foreach (var input in node.Inputs)
            proto.Item(1, input);
        foreach (var output in node.Outputs)
            proto.Item(2, output);
        proto.Text(3, node.Name);
        proto.Text(4, node.OpType);
        foreach (var attribute in node.Attributes)
            proto.Message(5, attribute, Attribute);
        proto.Text(6, node.Documentation);
        proto.Text(7, node.Domain);
    }

    private void Attribute(ProtoWriter proto, OnnxAttribute attribute)
    {
        proto.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float number:
                proto.Item(2, number);
                break;
            case long number:
                proto.Item(3, number);
                break;
            case string text:
                proto.Item(4, text);
                break;
            case OnnxTensor tensor:
                proto.Message(5, tensor, Tensor);
                break;
            case OnnxGraph graph:
                proto.Message(6, graph, Graph);
                break;
            case IReadOnlyList<float> numbers:
                foreach (var number in numbers)
                    proto.Item(7, number);
                break;
            case IReadOnlyList<long> numbers:
                proto.Items(8, numbers);
                break;
            case IReadOnlyList<string> texts:
                foreach (var text in texts)
                    proto.Item(9, text);
                break;
            case IReadOnlyList<OnnxTensor> tensors:
                foreach (var tensor in tensors)
                    proto.Message(10, tensor, Tensor);
                break;
            case IReadOnlyList<OnnxGraph> graphs:
                foreach (var graph in graphs)
                    proto.Message(11, graph, Graph);
                break;
        }

        proto.Number(20, attribute.Kind);
    }

    private void Tensor(ProtoWriter proto, OnnxTensor tensor)
    {
        proto.Items(1, tensor.Dimensions);
        proto.Number(2, (long)tensor.ElementType);
        proto.Text(8, tensor.Name);
        if (_external?.PlaceOf(tensor) is not { } place)
        {
            proto.Elements(9, tensor);
            return;
        }

        Pair(proto, 13, ExternalData.LocationKey, _external.Location);
        Pair(proto, 13, ExternalData.OffsetKey, place.ToString(CultureInfo.InvariantCulture));
        Pair(proto, 13, ExternalData.LengthKey, tensor.ByteLength.ToString(CultureInfo.InvariantCulture));
        proto.Number(14, ExternalData.IsExternal);
    }

    private static void Values(ProtoWriter proto, int field, IReadOnlyList<OnnxValueInfo> values)
    {
        foreach (var value in values)
        {
            proto.Message(field, value, static (proto, value) =>
            {
                proto.Text(1, value.Name);
                if (value.ElementType != OnnxElementType.Undefined)
                    proto.Message(2, value, static (proto, value) => proto.Message(1, value, TensorType));
            });
        }
    }

    private static void TensorType(ProtoWriter proto, OnnxValueInfo value)
    {
        proto.Number(1, (long)value.ElementType);
        if (value.Shape is null)
            return;

        proto.Message(2, value.Shape, static (proto, shape) =>
        {
            foreach (var dimension in shape)
            {
                proto.Message(1, dimension, static (proto, dimension) =>
                {
                    if (dimension.Value is { } extent)
                        proto.Item(1, extent);
                    else if (dimension.Parameter is { } name)
                        proto.Text(2, name);
                });
            }
        });
    }

    private static void Pair(ProtoWriter proto, int field, string key, string value) => proto.Message(field, (key, value), static (proto, pair) =>
    {
        proto.Text(1, pair.key);
        proto.Item(2, pair.value);
    });
}
