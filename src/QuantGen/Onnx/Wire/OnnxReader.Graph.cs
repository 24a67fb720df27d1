namespace QuantGen.Onnx.Wire;

/// <content>Graphs, nodes and the types of values.</content>
internal sealed partial class OnnxReader
{
    // What an object of so many fields takes.
    private const int GraphCost = OnnxBudget.ObjectCost + 64;
    private const int NodeCost = OnnxBudget.ObjectCost + 64;
    private const int ValueCost = OnnxBudget.ObjectCost + 24;

    private OnnxGraph Graph(Range place, int depth)
    {
        Span<int> counts = stackalloc int[16];
        Count(place, counts);
        _budget.Take(GraphCost);
        var nodes = _budget.Array<OnnxNode>(counts[1]);
        var tensors = _budget.Array<OnnxTensor>(counts[5]);
        var inputs = _budget.Array<OnnxValueInfo>(counts[11]);
        var outputs = _budget.Array<OnnxValueInfo>(counts[12]);
        var values = _budget.Array<OnnxValueInfo>(counts[13]);
        string name = "", documentation = "";
        counts.Clear();
        var reader = Begin(place);
        if (depth > DeepestGraph)
            throw reader.Damaged("graphs lie inside one another too deeply");

        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: nodes[counts[1]++] = Node(reader.Bytes(), depth); break;
                case 2: name = Text(ref reader); break;
                case 5: tensors[counts[5]++] = Tensor(reader.Bytes()); break;
                case 10: documentation = Text(ref reader); break;
                case 11: inputs[counts[11]++] = Value(reader.Bytes()); break;
                case 12: outputs[counts[12]++] = Value(reader.Bytes()); break;
                case 13: values[counts[13]++] = Value(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxGraph { Name = name, Nodes = nodes, Initializers = tensors, Documentation = documentation, Inputs = inputs, Outputs = outputs, Values = values };
    }

    private OnnxNode Node(Range place, int depth)
    {
        Span<int> counts = stackalloc int[8];
        Count(place, counts);
        _budget.Take(NodeCost);
        var inputs = _budget.Array<string>(counts[1]);
        var outputs = _budget.Array<string>(counts[2]);
        var attributes = _budget.Array<OnnxAttribute>(counts[5]);
        string name = "", operation = "", documentation = "", domain = "";
        counts.Clear();
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: inputs[counts[1]++] = Text(ref reader); break;
                case 2: outputs[counts[2]++] = Text(ref reader); break;
                case 3: name = Text(ref reader); break;
                case 4: operation = Text(ref reader); break;
                case 5: attributes[counts[5]++] = Attribute(reader.Bytes(), depth); break;
                case 6: documentation = Text(ref reader); break;
                case 7: domain = Text(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxNode { Inputs = inputs, Outputs = outputs, Name = name, OpType = operation, Attributes = attributes, Documentation = documentation, Domain = domain };
    }

    private OnnxValueInfo Value(Range place)
    {
        _budget.Take(ValueCost);
        var name = "";
        var (type, shape) = (OnnxElementType.Undefined, (OnnxDimension[]?)null);
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = Text(ref reader); break;
                case 2: (type, shape) = TypeOfValue(reader.Bytes()); break;
                default: reader.Skip(); break;
            }
        }

        return new OnnxValueInfo { Name = name, ElementType = type, Shape = shape };
    }

    private (OnnxElementType Type, OnnxDimension[]? Shape) TypeOfValue(Range place)
    {
        var (type, shape) = (OnnxElementType.Undefined, (OnnxDimension[]?)null);
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            var tensor = Begin(reader.Bytes());
            while (tensor.Next())
            {
                switch (tensor.Field)
                {
                    case 1: type = (OnnxElementType)tensor.Number(); break;
                    case 2: shape = Shape(tensor.Bytes()); break;
                    default: tensor.Skip(); break;
                }
            }
        }

        return (type, shape);
    }

    private OnnxDimension[] Shape(Range place)
    {
        Span<int> counts = stackalloc int[2];
        Count(place, counts);
        var shape = _budget.Array<OnnxDimension>(counts[1]);
        var next = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != 1)
            {
                reader.Skip();
                continue;
            }

            var dimension = Begin(reader.Bytes());
            while (dimension.Next())
            {
                switch (dimension.Field)
                {
                    case 1: shape[next] = new(dimension.Number()); break;
                    case 2: shape[next] = new(Value: null, Text(ref dimension)); break;
                    default: dimension.Skip(); break;
                }
            }

            next++;
        }

        return shape;
    }
}
