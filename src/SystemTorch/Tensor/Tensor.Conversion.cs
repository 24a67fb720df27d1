using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The tensor on the CPU; the same memory when it lies there.</summary>
        public Tensor cpu() => to(DeviceType.CPU);

        /// <summary>The tensor on a CUDA device.</summary>
        /// <param name="device">Which device; null for the current one.</param>
        /// <param name="non_blocking">Whether the copy may run on behind the call.</param>
        /// <exception cref="ArgumentException">The device is no CUDA device.</exception>
        /// <exception cref="InvalidOperationException">There is no CUDA here.</exception>
        public Tensor cuda(Device? device = null, bool non_blocking = false) => device is null || device.type == DeviceType.CUDA
            ? to(DeviceType.CUDA, device?.index ?? -1, non_blocking: non_blocking)
            : throw new ArgumentException("Not a CUDA device.", nameof(device));

        /// <summary>The tensor with elements of another type; the same memory when it has that type and no copy is asked for.</summary>
        /// <param name="type">The new type.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Whether the copy may run on behind the call.</param>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Then(Op.ToDtype.Call(this, type, non_blocking, copy), disposeAfter);

        /// <inheritdoc cref="to_type(ScalarType, bool, bool, bool)"/>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to_type(type, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device; the same memory when it lies there and no copy is asked for.</summary>
        /// <param name="deviceType">The type of the device.</param>
        /// <param name="deviceIndex">The number of the device among those of its type; -1 for the current one.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Whether the copy may run on behind the call.</param>
        /// <exception cref="InvalidOperationException">There is no such device here.</exception>
        public Tensor to(
            DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        /// <inheritdoc cref="to(DeviceType, int, bool, bool, bool)"/>
        /// <param name="device">The device.</param>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(dtype, device, copy, disposeAfter, non_blocking);

        /// <inheritdoc cref="to(DeviceType, int, bool, bool, bool)"/>
        /// <param name="device">The device as text: <c>cpu</c>, <c>cuda:1</c>.</param>
        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            to(new Device(device), copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device with elements of another type.</summary>
        /// <param name="type">The type.</param>
        /// <param name="device">The device.</param>
        /// <param name="copy">Whether to copy in any case.</param>
        /// <param name="disposeAfter">Whether to dispose this tensor.</param>
        /// <param name="non_blocking">Whether the copy may run on behind the call.</param>
        /// <exception cref="InvalidOperationException">There is no such device here.</exception>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Then(Op.ToDevice.Call(this, InitializeDevice(device), type, non_blocking, copy), disposeAfter);

        /// <summary>The tensor on the device of another, with elements of the other's type.</summary>
        /// <param name="other">The other tensor.</param>
        /// <param name="non_blocking">Whether the copy may run on behind the call.</param>
        public Tensor to(Tensor other, bool non_blocking = false)
        {
            ArgumentNullException.ThrowIfNull(other);
            return to(other.dtype, other.device, non_blocking: non_blocking);
        }

        /// <summary>The tensor with elements of another tensor's type.</summary>
        /// <param name="tensor">The other tensor.</param>
        public Tensor type_as(Tensor tensor)
        {
            ArgumentNullException.ThrowIfNull(tensor);
            return to_type(tensor.dtype);
        }

        /// <summary>Applies a conversion such as <see cref="FloatTensor"/>.</summary>
        /// <param name="typeFunc">The conversion.</param>
        public Tensor type(Func<Tensor, Tensor> typeFunc)
        {
            ArgumentNullException.ThrowIfNull(typeFunc);
            return typeFunc(this);
        }

        /// <inheritdoc cref="to_type(ScalarType, bool, bool, bool)"/>
        public Tensor type(ScalarType dtype) => to_type(dtype);

        /// <summary>The tensor with <see cref="ScalarType.Bool"/> elements.</summary>
        public Tensor @bool() => to_type(ScalarType.Bool);

        /// <summary>The tensor with <see cref="ScalarType.Byte"/> elements.</summary>
        public Tensor @byte() => to_type(ScalarType.Byte);

        /// <summary>The tensor with <see cref="ScalarType.Int8"/> elements.</summary>
        public Tensor @char() => to_type(ScalarType.Int8);

        /// <summary>The tensor with <see cref="ScalarType.Int16"/> elements.</summary>
        public Tensor @short() => to_type(ScalarType.Int16);

        /// <summary>The tensor with <see cref="ScalarType.Int32"/> elements.</summary>
        public Tensor @int() => to_type(ScalarType.Int32);

        /// <summary>The tensor with <see cref="ScalarType.Int64"/> elements.</summary>
        public Tensor @long() => to_type(ScalarType.Int64);

        /// <summary>The tensor with <see cref="ScalarType.Float16"/> elements.</summary>
        public Tensor half() => to_type(ScalarType.Float16);

        /// <summary>The tensor with <see cref="ScalarType.BFloat16"/> elements.</summary>
        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        /// <summary>The tensor with <see cref="ScalarType.Float32"/> elements.</summary>
        public Tensor @float() => to_type(ScalarType.Float32);

        /// <summary>The tensor with <see cref="ScalarType.Float64"/> elements.</summary>
        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>The tensor with <see cref="ScalarType.ComplexFloat32"/> elements.</summary>
        public Tensor cfloat() => to_type(ScalarType.ComplexFloat32);

        /// <summary>The tensor with <see cref="ScalarType.ComplexFloat64"/> elements.</summary>
        public Tensor cdouble() => to_type(ScalarType.ComplexFloat64);

        /// <summary>Whether <see cref="to(ScalarType, Device, bool, bool, bool)"/> would copy.</summary>
        internal bool toWillCopy(ScalarType type, Device device) =>
            type != dtype || device.type != device_type || (device.index != -1 && device.index != device_index);

        private Tensor Then(Tensor result, bool dispose)
        {
            if (dispose)
                Dispose();
            return result;
        }

        private static partial class Op
        {
            internal static readonly Operator ToDevice = new("aten::to", "device");
            internal static readonly Operator ToDtype = new("aten::to", "dtype");
        }
    }
}
