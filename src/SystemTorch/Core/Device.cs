using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lies: a type of device and, where there may be several of it, which one.</summary>
    public class Device
    {
        /// <summary>The type of device.</summary>
        public DeviceType type { get; }

        /// <summary>The number of the device among those of its type; -1 for the current one.</summary>
        public int index { get; } = -1;

        /// <summary>Reads a device from text.</summary>
        /// <param name="description">A type, or a type and an index: <c>cpu</c>, <c>cuda:1</c>.</param>
        /// <exception cref="ArgumentException">There is no such type.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = Parse(parts[0]);
            if (parts.Length == 2)
                index = int.Parse(parts[1], CultureInfo.InvariantCulture);
        }

        /// <summary>Makes a device from the name of its type.</summary>
        /// <param name="deviceType">The type, as <c>cpu</c>.</param>
        /// <param name="index">Which of them; -1 for the current one.</param>
        /// <exception cref="ArgumentException">There is no such type.</exception>
        public Device(string deviceType, int index = -1)
        {
            type = Parse(deviceType);
            this.index = index;
        }

        /// <summary>Makes a device.</summary>
        /// <param name="deviceType">The type of device.</param>
        /// <param name="index">Which of them; -1 for the current one.</param>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>Makes a CUDA device.</summary>
        /// <param name="index">Which of them.</param>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        /// <summary>Reads a device from text.</summary>
        /// <param name="description">A type, or a type and an index.</param>
        public static implicit operator Device(string description) => new(description);

        /// <summary>The device as text: <c>cpu</c>, <c>cuda:1</c>.</summary>
        public override string ToString()
        {
            var name = Enum.GetName(type)!.ToLowerInvariant();
            return type == DeviceType.CPU || index == -1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        private static DeviceType Parse(string name) => Enum.Parse<DeviceType>(name, ignoreCase: true);
    }
}
