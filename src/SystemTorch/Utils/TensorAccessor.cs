using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Reads and writes the elements of a tensor on the CPU by index. Keeps the tensor alive.</summary>
/// <typeparam name="T">The .NET type of the elements.</typeparam>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly T* _data;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _data = (T*)tensor.DataPointer();
        _shape = tensor.shape;
        _strides = tensor.stride();
        _contiguous = tensor.is_contiguous();
        Count = tensor.NumberOfElements;
    }

    /// <summary>The number of elements.</summary>
    public long Count { get; }

    /// <summary>Always false: writing goes to the tensor.</summary>
    public bool IsReadOnly => false;

    /// <summary>An element by its index in each dimension, or by one number: its place in the order of the last dimension running fastest.</summary>
    /// <param name="indices">The indices.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such element.</exception>
    public T this[params long[] indices]
    {
        get
        {
            var value = _data[Offset(indices)];
            GC.KeepAlive(_tensor);
            return value;
        }

        set
        {
            _data[Offset(indices)] = value;
            GC.KeepAlive(_tensor);
        }
    }

    /// <summary>Whether two tensors have the same elements in the same order, whatever their shapes.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(TensorAccessor<T> left, TensorAccessor<T> right) => left?.Equals(right) ?? right is null;

    /// <summary>Whether two tensors differ in an element.</summary>
    /// <param name="left">The one.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(TensorAccessor<T> left, TensorAccessor<T> right) => !(left == right);

    /// <summary>Copies the elements to a new array, the last dimension running fastest.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies the elements to a new array of the tensor's shape; a single number becomes an array of one.</summary>
    public Array ToNDArray()
    {
        var array = Array.CreateInstance(typeof(T), _shape.Length == 0 ? [1] : _shape);
        ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array);
        fixed (byte* target = &first)
            CopyTo(new Span<T>(target, (int)Count));
        return array;
    }

    /// <summary>Copies elements to an array, until either ends.</summary>
    /// <param name="array">The array.</param>
    /// <param name="arrayIndex">Where in the array to begin.</param>
    /// <param name="tensorIndex">At which element to begin.</param>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyTo(T[], int, long)"/>
    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = (int)Math.Min(target.Length, Count - tensorIndex);
        if (_contiguous)
        {
            new ReadOnlySpan<T>(_data + tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < count; i++)
                target[i] = _data[Offset(tensorIndex + i)];
        }

        GC.KeepAlive(_tensor);
    }

    /// <summary>Copies elements from an array, until either ends.</summary>
    /// <param name="array">The array.</param>
    /// <param name="arrayIndex">Where in the array to begin.</param>
    /// <param name="tensorIndex">At which element to begin.</param>
    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    /// <inheritdoc cref="CopyFrom(T[], int, long)"/>
    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var source = array[arrayIndex..];
        var count = (int)Math.Min(source.Length, Count - tensorIndex);
        if (_contiguous)
        {
            source[..count].CopyTo(new Span<T>(_data + tensorIndex, count));
        }
        else
        {
            for (var i = 0; i < count; i++)
                _data[Offset(tensorIndex + i)] = source[i];
        }

        GC.KeepAlive(_tensor);
    }

    /// <summary>The elements, the last dimension running fastest.</summary>
    public IEnumerator<T> GetEnumerator()
    {
        for (var i = 0L; i < Count; i++)
            yield return At(i);
    }

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc cref="op_Equality"/>
    /// <param name="obj">The other accessor.</param>
    public override bool Equals(object? obj)
    {
        if (obj is not TensorAccessor<T> other || other.Count != Count)
            return false;
        for (var i = 0L; i < Count; i++)
        {
            if (!At(i).Equals(other.At(i)))
                return false;
        }

        return true;
    }

    /// <summary>A hash of the tensor's identity, not of its elements.</summary>
    public override int GetHashCode() => _tensor.GetHashCode();

    /// <summary>Does nothing: the tensor belongs to whoever made it.</summary>
    public void Dispose()
    {
    }

    internal T At(long place)
    {
        if (place < 0 || place >= Count)
            throw new IndexOutOfRangeException();
        var value = _data[Offset(place)];
        GC.KeepAlive(_tensor);
        return value;
    }

    private long Offset(long[] indices)
    {
        if (indices.Length == 1 && _shape.Length != 1)
        {
            return indices[0] >= 0 && indices[0] < Count ? Offset(indices[0]) : throw new IndexOutOfRangeException();
        }

        if (indices.Length != _shape.Length)
            throw new IndexOutOfRangeException($"{indices.Length} indices for {_shape.Length} dimensions.");
        var offset = 0L;
        for (var i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= _shape[i])
                throw new IndexOutOfRangeException($"{indices[i]} >= {_shape[i]} in dimension {i}.");
            offset += indices[i] * _strides[i];
        }

        return offset;
    }

    private long Offset(long place)
    {
        if (_contiguous)
            return place;
        var offset = 0L;
        for (var i = _shape.Length - 1; i >= 0; i--)
        {
            (place, var index) = Math.DivRem(place, _shape[i]);
            offset += index * _strides[i];
        }

        return offset;
    }
}
