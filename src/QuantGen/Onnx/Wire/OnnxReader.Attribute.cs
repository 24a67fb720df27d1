namespace QuantGen.Onnx.Wire;

/// <content>Attributes.</content>
internal sealed partial class OnnxReader
{
    private const int AttributeCost = OnnxBudget.ObjectCost + 16;
    private const int BoxCost = OnnxBudget.ObjectCost;

    private OnnxAttribute Attribute(Range place, int depth)
    {
        _budget.Take(AttributeCost);
        var (name, kind, whole, fraction) = ("", 0L, 0L, 0f);
        object? single = null;
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: name = Text(ref reader); break;
                case 2: fraction = reader.Float(); break;
                case 3: whole = reader.Number(); break;
                case 4: single = Text(ref reader); break;
                case 5: single = Tensor(reader.Bytes()); break;
                case 6: single = Graph(reader.Bytes(), depth + 1); break;
                case 20: kind = reader.Number(); break;
                default: reader.Skip(); break;
            }
        }

        // What stands in the file must be of the kind that it says.
        object? value = kind switch
        {
            1 => fraction,
            2 => whole,
            3 => single as string ?? (single is null ? "" : null),
            4 => single as OnnxTensor,
            5 => single as OnnxGraph,
            6 => Floats(place),
            7 => Numbers(place, 8),
            8 => Texts(place),
            9 => Tensors(place),
            10 => Graphs(place, depth),
            _ => null,
        };
        _budget.Take(value is long or float ? BoxCost : 0);
        return value is null ? throw reader.Damaged($"an attribute has no value of its kind, or is of a kind ({kind}) that is not read") : new OnnxAttribute(name, value);
    }

    // Each with a tag of its own, or all one behind the other: the encoding allows both.
    private float[] Floats(Range place)
    {
        var count = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field == 7 && reader.HasBytes)
            {
                var (_, length) = reader.Bytes().GetOffsetAndLength(_file.Length);
                count += length % sizeof(float) == 0 ? length / sizeof(float) : throw reader.Damaged("a number is cut off");
                continue;
            }

            count += reader.Field == 7 ? 1 : 0;
            reader.Skip();
        }

        var values = _budget.Array<float>(count);
        count = 0;
        reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != 7)
            {
                reader.Skip();
            }
            else if (reader.HasBytes)
            {
                var bytes = _file.AsSpan(reader.Bytes());
                bytes.CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan(count)));
                count += bytes.Length / sizeof(float);
            }
            else
            {
                values[count++] = reader.Float();
            }
        }

        return values;
    }

    private long[] Numbers(Range place, int field)
    {
        var values = _budget.Array<long>(NumbersOf(place, field, []));
        NumbersOf(place, field, values);
        return values;
    }

    // How many there are; into the span as many as it holds.
    private int NumbersOf(Range place, int field, Span<long> values)
    {
        var count = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
            }
            else if (reader.HasBytes)
            {
                var packed = Begin(reader.Bytes());
                for (; packed.NextPacked(out var value); count++)
                {
                    if (count < values.Length)
                        values[count] = value;
                }
            }
            else
            {
                var value = reader.Number();
                if (count < values.Length)
                    values[count] = value;
                count++;
            }
        }

        return count;
    }

    private string[] Texts(Range place)
    {
        var values = _budget.Array<string>(CountOf(place, 9));
        var next = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field == 9)
                values[next++] = Text(ref reader);
            else
                reader.Skip();
        }

        return values;
    }

    private OnnxTensor[] Tensors(Range place)
    {
        var values = _budget.Array<OnnxTensor>(CountOf(place, 10));
        var next = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field == 10)
                values[next++] = Tensor(reader.Bytes());
            else
                reader.Skip();
        }

        return values;
    }

    private OnnxGraph[] Graphs(Range place, int depth)
    {
        var values = _budget.Array<OnnxGraph>(CountOf(place, 11));
        var next = 0;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field == 11)
                values[next++] = Graph(reader.Bytes(), depth + 1);
            else
                reader.Skip();
        }

        return values;
    }

    private int CountOf(Range place, int field)
    {
        Span<int> counts = stackalloc int[12];
        Count(place, counts);
        return counts[field];
    }
}
