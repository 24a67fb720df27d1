using System.Buffers.Binary;
using System.Globalization;
using QuantGen.Checkpoints;

namespace QuantGen.Onnx.Wire;

/// <content>Tensors, and where their elements are.</content>
internal sealed partial class OnnxReader
{
    // The tensor, what writes its elements, and what that holds on to.
    private const int TensorCost = (3 * OnnxBudget.ObjectCost) + 128;
    private const int RawField = 9;

    private OnnxTensor Tensor(Range place)
    {
        _budget.Take(TensorCost);
        var (name, type, isExternal, elementsField) = ("", 0L, false, 0);
        var raw = 0..0;
        var reader = Begin(place);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    type = reader.Number();
                    break;
                case 8:
                    name = Text(ref reader);
                    break;
                case RawField:
                    raw = reader.Bytes();
                    elementsField = RawField;
                    break;
                case 4 or 5 or 7 or 10 or 11:
                    elementsField = elementsField is 0 || elementsField == reader.Field ? reader.Field : throw reader.Damaged("a tensor has elements of two kinds");
                    reader.Skip();
                    break;
                case 14:
                    isExternal = reader.Number() == ExternalData.IsExternal;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        var elementType = type is > 0 and <= (long)OnnxElementType.BFloat16 ? (OnnxElementType)type : OnnxElementType.Undefined;
        var dimensions = Numbers(place, 1);
        if (OnnxTensor.LengthOf(elementType, dimensions) is not { } length)
            throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has extents that cannot be, or elements of a type ({type}) that is not read");

        if (isExternal)
            return External(name, elementType, dimensions, length, place);

        if (elementsField is 0 or RawField)
        {
            var (start, count) = raw.GetOffsetAndLength(_file.Length);
            return count == length
                ? new OnnxTensor(name, elementType, dimensions, stream => stream.Write(_file.AsSpan(start, count)))
                : throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has {count} bytes where its extents ask for {length}");
        }

        if (elementsField != FieldOf(elementType) || CountElements(place, elementsField) != length / OnnxElementTypes.SizeOf(elementType))
            throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has not as many elements as its extents ask for, or of another type");

        return new OnnxTensor(name, elementType, dimensions, stream => WriteElements(place, elementsField, elementType, stream));
    }

    // The field that has the elements of a type, if they are not raw.
    private static int FieldOf(OnnxElementType type) => type switch
    {
        OnnxElementType.Float => 4,
        OnnxElementType.Int64 => 7,
        OnnxElementType.Double => 10,
        OnnxElementType.UInt32 or OnnxElementType.UInt64 => 11,
        _ => 5,
    };

    private long CountElements(Range place, int field)
    {
        if (field is 5 or 7 or 11)
            return NumbersOf(place, field, []);

        var size = field == 4 ? sizeof(float) : sizeof(double);
        var count = 0L;
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
                continue;
            }

            var (_, length) = reader.HasBytes ? reader.Bytes().GetOffsetAndLength(_file.Length) : throw reader.Damaged("elements are not one behind the other");
            count += length % size == 0 ? length / size : throw reader.Damaged("a number is cut off");
        }

        return count;
    }

    // What was counted before is now written, in the type's own size.
    private void WriteElements(Range place, int field, OnnxElementType type, Stream stream)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        var size = OnnxElementTypes.SizeOf(type);
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != field)
            {
                reader.Skip();
            }
            else if (field is 4 or 10)
            {
                stream.Write(_file.AsSpan(reader.Bytes()));
            }
            else if (reader.HasBytes)
            {
                var packed = Begin(reader.Bytes());
                while (packed.NextPacked(out var value))
                {
                    BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
                    stream.Write(bytes[..size]);
                }
            }
            else
            {
                BinaryPrimitives.WriteInt64LittleEndian(bytes, reader.Number());
                stream.Write(bytes[..size]);
            }
        }
    }

    private OnnxTensor External(string name, OnnxElementType type, long[] dimensions, long length, Range place)
    {
        var (location, offset) = ("", 0L);
        var reader = Begin(place);
        while (reader.Next())
        {
            if (reader.Field != 13)
            {
                reader.Skip();
                continue;
            }

            var (key, value) = Pair(reader.Bytes());
            switch (key)
            {
                case ExternalData.LocationKey:
                    location = value;
                    break;
                case ExternalData.OffsetKey or ExternalData.LengthKey:
                    if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                        throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has the {key} '{ErrorText.Short(value)}'");
                    if (key == ExternalData.OffsetKey)
                        offset = number;
                    else if (number != length)
                        throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has {number} bytes in another file where its extents ask for {length}");
                    break;
            }
        }

        var path = ExternalPath(ref reader, name, location);
        var slice = new FileSlice(path, offset, length, name);
        slice.Check();
        _budget.Take(OnnxBudget.ObjectCost + (sizeof(char) * (long)path.Length));
        return new OnnxTensor(name, type, dimensions, slice.CopyTo);
    }

    // Only a file in the model's folder, or below it: a model from elsewhere must not be able to read others.
    private string ExternalPath(ref ProtoReader reader, string name, string location)
    {
        if (_folder is null)
            throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has its elements in another file, and this model is not in one");

        var isPlain = location.Length > 0 && !location.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(location) && !location.Contains(':', StringComparison.Ordinal) &&
            Array.TrueForAll(location.Split('/', '\\'), static part => part.Length > 0 && part != "..");
        return isPlain
            ? Path.Combine(_folder, location)
            : throw reader.Damaged($"the tensor '{ErrorText.Short(name)}' has its elements in '{ErrorText.Short(location)}', which is no path below the model's folder");
    }
}
