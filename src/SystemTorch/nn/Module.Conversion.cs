using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            /// <summary>Converts the floating-point parameters and buffers.</summary>
            /// <exception cref="ArgumentException">The type is not a floating-point or complex one.</exception>
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                _toEpilog(dtype, non_blocking);
                return this;
            }

            /// <summary>Moves the parameters and buffers.</summary>
            /// <exception cref="InvalidOperationException">The device is not there.</exception>
            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                CheckDevice(deviceType);
                _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            /// <summary>Moves and converts the parameters and buffers.</summary>
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                CheckType(dtype);
                CheckDevice(device.type);
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            /// <summary>Moves and converts the parameters and buffers to what a tensor has.</summary>
            public Module _to(Tensor other, bool non_blocking)
            {
                _to(other.dtype, non_blocking);
                return _to(other.device_type, other.device_index, non_blocking);
            }

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Replaces the module's parameters and buffers, then those of its children. A public property of the component's name is set;
            /// else the field with that component name.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, child) in named_children())
                {
                    if (device is null)
                        child._to(dtype!.Value, non_blocking);
                    else if (dtype is null)
                        child._to(device.type, device.index, non_blocking);
                    else
                        child._to(device, dtype.Value, non_blocking);
                }

                foreach (var (name, parameter) in named_parameters(recurse: false).ToList())
                {
                    if (!ReplaceParameter(dtype, device, parameter, out var replacement) || SetProperty(name, replacement!))
                        continue;

                    parameter.Dispose();
                    ConditionallyRegisterParameter(name, replacement);
                    SetField(name, replacement!);
                }

                foreach (var (name, buffer) in named_buffers(recurse: false).ToList())
                {
                    if (!ReplaceBuffer(dtype, device, buffer, out var replacement) || SetProperty(name, replacement!))
                        continue;

                    ConditionallyRegisterBuffer(name, replacement);
                    SetField(name, replacement!);
                }

                if (device is not null)
                    (_deviceType, _deviceIndex) = (device.type, device.index);
            }

            /// <summary>Makes the parameter that takes another's place, gradient included; false where nothing changes.</summary>
            protected static bool ReplaceParameter(ScalarType? dtype, Device? device, Parameter param, out Parameter? p)
            {
                p = null;
                using var gradient = param.grad;
                var type = Convertible(param, dtype);
                var place = device ?? param.device;
                if (!param.toWillCopy(type, place) && gradient?.toWillCopy(type, place) is not true)
                    return false;

                // The copy is a leaf of its own, not a step of the graph.
                using var unrecorded = no_grad();
                p = new Parameter(param.to(type, place), param.requires_grad);
                p.DetachFromDisposeScope();
                if (gradient is not null)
                {
                    using var converted = gradient.to(type, place).with_requires_grad(gradient.requires_grad);
                    p.grad = converted;
                }

                return true;
            }

            /// <summary>Makes the buffer that takes another's place and disposes the other; false where nothing changes.</summary>
            protected static bool ReplaceBuffer(ScalarType? dtype, Device? device, Tensor buffer, out Tensor? result)
            {
                result = null;
                var type = Convertible(buffer, dtype);
                var place = device ?? buffer.device;
                if (!buffer.toWillCopy(type, place))
                    return false;

                result = buffer.to(type, place, disposeAfter: true).DetachFromDisposeScope();
                return true;
            }

            /// <summary>The given device and type, or the defaults.</summary>
            protected static (Device device, ScalarType dtype) GetDefaultDeviceAndType(Device? device = null, ScalarType? dtype = null) =>
                (device ?? get_default_device(), dtype ?? get_default_dtype());

            private static ScalarType Convertible(Tensor tensor, ScalarType? type) =>
                type is { } wanted && IsFloating(tensor.dtype) ? wanted : tensor.dtype;

            private static bool IsFloating(ScalarType type) => is_floating_point(type) || is_complex(type);

            private static void CheckType(ScalarType dtype)
            {
                if (!IsFloating(dtype))
                    throw new ArgumentException(
                        $"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}", nameof(dtype));
            }

            private static void CheckDevice(DeviceType type)
            {
                if (type == DeviceType.CUDA && !cuda.is_available())
                    throw new InvalidOperationException("CUDA is not available.");
            }

            private bool SetProperty(string name, object value)
            {
                var property = GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(one =>
                    one.GetIndexParameters().Length == 0 && string.Equals(one.Name, name, StringComparison.Ordinal));
                property?.SetValue(this, value);
                return property is not null;
            }

            private void SetField(string name, object value) =>
                Fields().Find(field => string.Equals(field.ComponentName(), name, StringComparison.Ordinal))?.SetValue(this, value);
        }
    }
}
