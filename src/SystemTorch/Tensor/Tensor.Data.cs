using TorchSharp.Native;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>
        /// The tensor's memory, to read and to write. The span does not keep the tensor alive. Setting it copies bytes in.
        /// </summary>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU.</exception>
        /// <exception cref="ArgumentException">The memory is too large for a span, or the bytes set are too many or too few.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var total = ContiguousBytes();
                return total <= int.MaxValue
                    ? new Span<byte>(DataPointer(), (int)total)
                    : throw new ArgumentException("Span only supports up to int.MaxValue elements.");
            }

            set
            {
                if (ContiguousBytes() != value.Length)
                    throw new ArgumentException("Mismatched data sizes in SetBytes().", nameof(value));
                value.CopyTo(new Span<byte>(DataPointer(), value.Length));
                GC.KeepAlive(this);
            }
        }

        /// <summary>Access to the elements by index; for a tensor of another device, to a copy of them.</summary>
        /// <typeparam name="T">The .NET type of the elements.</typeparam>
        /// <exception cref="ArgumentException"><typeparamref name="T"/> is not the elements' type.</exception>
        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            ValidateType(typeof(T));
            return new TensorAccessor<T>(is_cpu() ? this : cpu());
        }

        /// <summary>The only element.</summary>
        /// <typeparam name="T">The .NET type of the elements.</typeparam>
        /// <exception cref="ArgumentException">There is not exactly one element, or <typeparamref name="T"/> is not its type.</exception>
        public unsafe T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException("Number of elements in the tensor must be 1");
            ValidateType(typeof(T));
            if (!is_cpu())
                return data<T>()[0];
            var value = *(T*)DataPointer();
            GC.KeepAlive(this);
            return value;
        }

        /// <summary>The only element, as a scalar.</summary>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There is not exactly one element.</exception>
        public Scalar ToScalar() => dtype switch
        {
            ScalarType.ComplexFloat32 => item<(float, float)>(),
            ScalarType.ComplexFloat64 => item<System.Numerics.Complex>(),
            _ => Op.Item.CallScalar(this),
        };

        /// <summary>Writes the elements to a stream, as they lie in memory.</summary>
        /// <param name="stream">The stream.</param>
        /// <param name="bufferSize">How many bytes are written at a time.</param>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU.</exception>
        public unsafe void WriteBytesToStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            var left = ContiguousBytes();
            for (var data = (byte*)DataPointer(); left > 0; data += bufferSize, left -= bufferSize)
                stream.Write(new ReadOnlySpan<byte>(data, (int)Math.Min(left, bufferSize)));
            GC.KeepAlive(this);
        }

        /// <summary>Fills the elements from a stream, as they lie in memory.</summary>
        /// <param name="stream">The stream.</param>
        /// <param name="bufferSize">How many bytes are read at a time.</param>
        /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU.</exception>
        /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
        public unsafe void ReadBytesFromStream(Stream stream, int bufferSize = 1024)
        {
            ArgumentNullException.ThrowIfNull(stream);
            var left = ContiguousBytes();
            for (var data = (byte*)DataPointer(); left > 0; data += bufferSize, left -= bufferSize)
                stream.ReadExactly(new Span<byte>(data, (int)Math.Min(left, bufferSize)));
            GC.KeepAlive(this);
        }

        /// <summary>One element by its place in memory order.</summary>
        /// <typeparam name="T">The .NET type of the elements.</typeparam>
        /// <param name="i">The place.</param>
        public T ReadCpuValue<T>(long i)
            where T : unmanaged => data<T>().At(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public double ReadCpuDouble(long i) => ReadCpuValue<double>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public float ReadCpuSingle(long i) => ReadCpuValue<float>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public int ReadCpuInt32(long i) => ReadCpuValue<int>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public long ReadCpuInt64(long i) => ReadCpuValue<long>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public byte ReadCpuByte(long i) => ReadCpuValue<byte>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public sbyte ReadCpuSByte(long i) => ReadCpuValue<sbyte>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public short ReadCpuInt16(long i) => ReadCpuValue<short>(i);

        /// <inheritdoc cref="ReadCpuValue{T}(long)"/>
        public bool ReadCpuBool(long i) => ReadCpuValue<bool>(i);

        internal unsafe void* DataPointer()
        {
            void* data;
            NativeError.ThrowIfFailed(NativeMethods.Data(Handle, &data));
            return data;
        }

        internal void ValidateType(Type type)
        {
            if (dtype.ClrType() is { } expected && expected != type)
                throw new ArgumentException($"{type.Name} is not compatible with {dtype}", nameof(type));
        }

        private long ContiguousBytes()
        {
            if (!is_contiguous())
                throw new InvalidOperationException("Bytes() called on non-contiguous tensor.");
            if (!is_cpu())
            {
                throw new InvalidOperationException(
                    "Reading data from non-CPU memory is not supported. Move or copy the tensor to the cpu before reading.");
            }

            return NumberOfElements * ElementSize;
        }

        private static partial class Op
        {
            internal static readonly Operator Item = new("aten::item");
        }
    }
}
