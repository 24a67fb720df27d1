using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The number of dimensions; 0 for a single number.</summary>
        public long Dimensions => Alive(NativeMethods.Dim(Handle));

        /// <inheritdoc cref="Dimensions"/>
        public long ndim => Dimensions;

        /// <summary>The number of elements.</summary>
        public long NumberOfElements => Alive(NativeMethods.Numel(Handle));

        /// <summary>The number of bytes of an element.</summary>
        public long ElementSize => dtype.ElementSize();

        /// <summary>The extent of each dimension, in a new array.</summary>
        public long[] shape => size();

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Alive(NativeMethods.DType(Handle));

        /// <summary>The device that the elements lie on.</summary>
        public Device device => device_type == DeviceType.CPU ? CPU : new Device(device_type, device_index);

        /// <summary>The type of the device that the elements lie on.</summary>
        public DeviceType device_type => (DeviceType)Alive(NativeMethods.DeviceType(Handle));

        /// <summary>The number of the device among those of its type; -1 where there is only one.</summary>
        public int device_index => Alive(NativeMethods.DeviceIndex(Handle));

        /// <summary>Whether only the elements other than zero are stored.</summary>
        public bool is_sparse => Alive(NativeMethods.IsSparse(Handle)) != 0;

        /// <summary>Whether the elements lie on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Whether the tensor has a shape but no elements.</summary>
        public bool is_meta => device_type == DeviceType.META;

        /// <inheritdoc cref="Dimensions"/>
        public long dim() => Dimensions;

        /// <inheritdoc cref="NumberOfElements"/>
        public long numel() => NumberOfElements;

        /// <inheritdoc cref="ElementSize"/>
        public long element_size() => ElementSize;

        /// <summary>Whether the elements lie in the processor's memory.</summary>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the elements are integers.</summary>
        public bool is_integral() => torch.is_integral(dtype);

        /// <summary>Whether the elements are real numbers.</summary>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the elements are complex numbers.</summary>
        public bool is_complex() => torch.is_complex(dtype);

        /// <summary>Whether the only element differs from zero.</summary>
        /// <exception cref="InvalidOperationException">The tensor has not exactly one element.</exception>
        public bool is_nonzero() => numel() == 1
            ? Op.IsNonzero.CallBool(this)
            : throw new InvalidOperationException("is_nonzero() called on non-singleton tensor");

        /// <summary>Whether the elements lie in memory one after the other, the last dimension running fastest.</summary>
        public bool is_contiguous() => Alive(NativeMethods.IsContiguous(Handle)) != 0;

        /// <summary>Where in its storage the tensor begins, in elements.</summary>
        public long storage_offset() => Alive(NativeMethods.StorageOffset(Handle));

        /// <inheritdoc cref="shape"/>
        public unsafe long[] size() => Alive(new ReadOnlySpan<long>(NativeMethods.Sizes(Handle), (int)Dimensions).ToArray());

        /// <summary>The extent of one dimension.</summary>
        /// <param name="dim">The dimension; a negative number counts from the last.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There is no such dimension.</exception>
        public unsafe long size(int dim) => Alive(NativeMethods.Sizes(Handle)[Place(dim)]);

        /// <summary>How far apart in memory neighbours of each dimension lie, in elements.</summary>
        public unsafe long[] stride() => Alive(new ReadOnlySpan<long>(NativeMethods.Strides(Handle), (int)Dimensions).ToArray());

        /// <summary>How far apart in memory neighbours of one dimension lie, in elements.</summary>
        /// <param name="dim">The dimension; a negative number counts from the last.</param>
        /// <exception cref="System.Runtime.InteropServices.ExternalException">There is no such dimension.</exception>
        public unsafe long stride(int dim) => Alive(NativeMethods.Strides(Handle)[Place(dim)]);

        /// <summary>Passes on what was read through the handle, and keeps the finalizer away from it until here.</summary>
        private T Alive<T>(T value)
        {
            GC.KeepAlive(this);
            return value;
        }

        private int Place(int dim)
        {
            var count = (int)Dimensions;
            if (dim < -count || dim >= count)
            {
                throw new System.Runtime.InteropServices.ExternalException(FormattableString.Invariant(
                    $"Dimension out of range (expected to be in range of [{-count}, {count - 1}], but got {dim})"));
            }

            return dim < 0 ? dim + count : dim;
        }

        private static partial class Op
        {
            internal static readonly Operator Equal = new("aten::equal");
            internal static readonly Operator IsNonzero = new("aten::is_nonzero");
        }
    }
}
